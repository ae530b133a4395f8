// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Simple shapes; all run clockwise, as seen with y down, unless they are holes.
extension Path {
    /// Adds a disc.
    ///
    /// - Parameters:
    ///   - center: The middle.
    ///   - radius: The radius.
    ///   - isHole: Whether it runs the other way round.
    mutating func appendDisc(_ center: Point, radius: Double, isHole: Bool = false) {
        let box = Rect(x: center.x - radius, y: center.y - radius, width: 2 * radius, height: 2 * radius)
        appendRect(box, radii: [radius, radius, radius, radius], isHole: isHole)
    }

    /// Adds a rectangle with round corners.
    ///
    /// - Parameters:
    ///   - box: The rectangle.
    ///   - radii: The radii of the corners from the top left one clockwise; each pair fits its edge.
    ///   - isHole: Whether it runs the other way round.
    mutating func appendRect(_ box: Rect, radii: [Double] = [0, 0, 0, 0], isHole: Bool = false) {
        let (right, bottom) = (box.x + box.width, box.y + box.height)
        let corners = [Point(box.x, box.y), Point(right, box.y), Point(right, bottom), Point(box.x, bottom)]
        // The directions in which the outline leaves each corner, clockwise.
        let leaving = [Point(1, 0), Point(0, 1), Point(-1, 0), Point(0, -1)]
        let order = isHole ? [3, 2, 1, 0] : [0, 1, 2, 3]
        for (step, index) in order.enumerated() {
            let after = isHole ? leaving[(index + 3) % 4].reversed : leaving[index]
            let before = isHole ? leaving[index].reversed : leaving[(index + 3) % 4]
            let (corner, radius) = (corners[index], radii[index])
            let start = corner.moved(along: before, by: -radius)
            if step == 0 { move(to: start) } else if start != end { line(to: start) }
            guard radius > 0 else { continue }
            curve(
                corner.moved(along: before, by: -radius * CircularArc.handle),
                corner.moved(along: after, by: radius * CircularArc.handle),
                to: corner.moved(along: after, by: radius),
            )
        }
        close()
    }

    /// Adds a polygon.
    ///
    /// - Parameter points: The corners, clockwise.
    mutating func appendPolygon(_ points: [Point]) {
        guard let first = points.first else { return }
        move(to: first)
        for point in points.dropFirst() { line(to: point) }
        close()
    }

    /// Adds a star.
    ///
    /// - Parameters:
    ///   - center: The middle.
    ///   - points: How many points it has.
    ///   - outer: The distance of the points from the middle.
    ///   - inner: The distance of the corners between them.
    mutating func appendStar(_ center: Point, points: Int, outer: Double, inner: Double) {
        appendPolygon(
            (0..<2 * points).map { index in
                let angle = Double(index) * .pi / Double(points) - .pi / 2
                let radius = index.isMultiple(of: 2) ? outer : inner
                return Point(center.x + radius * cos(angle), center.y + radius * sin(angle))
            }
        )
    }

    /// Where the last step ended.
    private var end: Point? {
        switch elements.last {
        case .move(let point)?, .line(let point)?, .curve(_, _, let point)?: point
        case .close?, nil: nil
        }
    }
}

extension Point {
    /// The opposite direction.
    fileprivate var reversed: Point { Point(-x, -y) }
}
