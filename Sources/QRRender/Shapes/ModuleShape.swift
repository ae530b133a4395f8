// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A shape that stands alone for each dark module.
enum ModuleShape {
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

    /// Adds the shape for a module.
    ///
    /// - Parameters:
    ///   - x: The scene's column of the module.
    ///   - y: The scene's row of the module.
    ///   - path: The path to add to.
    func append(x: Int, y: Int, to path: inout Path) {
        let (left, top) = (Double(x), Double(y))
        let center = Point(left + 0.5, top + 0.5)
        switch self {
        case .disc(let share): path.appendDisc(center, radius: share / 2)
        case .diamond:
            path.appendPolygon([
                Point(left + 0.5, top), Point(left + 1, top + 0.5), Point(left + 0.5, top + 1), Point(left, top + 0.5),
            ])
        case .hexagon: path.appendPolygon(Self.hexagon(center))
        case .star: path.appendStar(center, points: 5, outer: 0.5, inner: 0.3)
        case .frame:
            path.appendRect(Rect(x: left + 0.03, y: top + 0.03, width: 0.94, height: 0.94))
            path.appendRect(Rect(x: left + 0.15, y: top + 0.15, width: 0.7, height: 0.7), isHole: true)
            // The middle stays dark, because that is where readers look.
            path.appendRect(Rect(x: left + 0.24, y: top + 0.24, width: 0.52, height: 0.52))
        }
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
