// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Simple shapes; all run clockwise, as seen with y down, unless they are holes.
extension Path {
    /// Adds a disc.
    ///
    /// - Parameters:
    ///   - center: The middle.
    ///   - radius: The radius.
    mutating func appendDisc(_ center: Point, radius: Double) {
        let box = Rect(x: center.x - radius, y: center.y - radius, width: 2 * radius, height: 2 * radius)
        appendRound(box, radius: radius)
    }

    /// Adds a rectangle whose corners are alike; without allocation, because there are thousands in a picture.
    ///
    /// - Parameters:
    ///   - box: The rectangle.
    ///   - radius: The radius of the corners, greater than 0 and at most half of each side.
    mutating func appendRound(_ box: Rect, radius: Double) {
        let (left, top, right, bottom) = (box.x, box.y, box.x + box.width, box.y + box.height)
        let handle = radius * CircularArc.handle
        move(to: Point(left, top + radius))
        curve(Point(left, top + handle), Point(left + handle, top), to: Point(left + radius, top))
        if box.width > 2 * radius { line(to: Point(right - radius, top)) }
        curve(Point(right - handle, top), Point(right, top + handle), to: Point(right, top + radius))
        if box.height > 2 * radius { line(to: Point(right, bottom - radius)) }
        curve(Point(right, bottom - handle), Point(right - handle, bottom), to: Point(right - radius, bottom))
        if box.width > 2 * radius { line(to: Point(left + radius, bottom)) }
        curve(Point(left + handle, bottom), Point(left, bottom - handle), to: Point(left, bottom - radius))
        close()
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

    /// Adds a square on its corner.
    ///
    /// - Parameters:
    ///   - center: The middle.
    ///   - reach: The distance of the corners from the middle, were they sharp.
    ///   - cut: How much of each side a round corner takes at either end, at most half of it.
    mutating func appendDiamond(_ center: Point, reach: Double, cut: Double) {
        // The directions of the sides, each of which leads from one corner to the next, clockwise from the top.
        let slope = 0.5.squareRoot()
        let sides = [Point(slope, slope), Point(-slope, slope), Point(-slope, -slope), Point(slope, -slope)]
        let corners = [Point(0, -reach), Point(reach, 0), Point(0, reach), Point(-reach, 0)]
        for (index, offset) in corners.enumerated() {
            let corner = Point(center.x + offset.x, center.y + offset.y)
            let (before, after) = (sides[(index + 3) % 4], sides[index])
            let start = corner.moved(along: before, by: -cut)
            if index == 0 { move(to: start) } else { line(to: start) }
            curve(
                corner.moved(along: before, by: -cut * CircularArc.handle),
                corner.moved(along: after, by: cut * CircularArc.handle),
                to: corner.moved(along: after, by: cut),
            )
        }
        close()
    }

    /// Adds a square whose sides are rows of bulges, as of discs that have run together.
    ///
    /// - Parameters:
    ///   - box: The square.
    ///   - count: The bulges of a side.
    ///   - depth: How far they stand out of the square that holds their ends, which lies inside the box by as much.
    mutating func appendBulges(_ box: Rect, count: Int, depth: Double) {
        let step = (box.width - 2 * depth) / Double(count)
        var pen = Point(box.x + depth, box.y + depth)
        move(to: pen)
        for along in [Point(1, 0), Point(0, 1), Point(-1, 0), Point(0, -1)] {
            let outward = Point(along.y, -along.x)
            for _ in 0..<count {
                let end = pen.moved(along: along, by: step)
                // A cubic curve rises by three quarters of its control points' height.
                curve(
                    pen.moved(along: outward, by: depth * 4 / 3),
                    end.moved(along: outward, by: depth * 4 / 3),
                    to: end,
                )
                pen = end
            }
        }
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
