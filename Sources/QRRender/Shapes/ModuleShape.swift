// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A shape that stands alone for each dark module.
enum ModuleShape: Hashable, Sendable {
    /// A disc that fills a share of the module's side.
    case disc(Double)
    /// A square on its corner.
    case diamond
    /// A hexagon on its corner.
    case hexagon
    /// A star of five points.
    case star
    /// A ring around a square.
    case frame

    /// The shape in the module at the origin.
    var path: Path {
        var path = Path()
        let center = Point(0.5, 0.5)
        switch self {
        case .disc(let share): path.appendDisc(center, radius: share / 2)
        case .diamond: path.appendPolygon([Point(0.5, 0), Point(1, 0.5), Point(0.5, 1), Point(0, 0.5)])
        case .hexagon: path.appendPolygon(Self.hexagon(center))
        // As wide as the module; the points at the side lie higher than the middle, hence the shift.
        case .star: path.appendStar(Point(0.5, 0.53), points: 5, outer: 0.525, inner: 0.34)
        case .frame:
            path.appendRect(Rect(x: 0.06, y: 0.06, width: 0.88, height: 0.88))
            path.appendRect(Rect(x: 0.14, y: 0.14, width: 0.72, height: 0.72), isHole: true)
            // The middle stays dark, because that is where readers look.
            path.appendRect(Rect(x: 0.2, y: 0.2, width: 0.6, height: 0.6))
        }
        return path
    }

    /// As high as the module.
    private static func hexagon(_ center: Point) -> [Point] {
        let (half, across) = (0.25, 3.0.squareRoot() / 4)
        return [
            Point(center.x, center.y - 0.5), Point(center.x + across, center.y - half),
            Point(center.x + across, center.y + half), Point(center.x, center.y + 0.5),
            Point(center.x - across, center.y + half), Point(center.x - across, center.y - half),
        ]
    }
}
