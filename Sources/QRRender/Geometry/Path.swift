// SPDX-License-Identifier: Apache-2.0

/// The outline of an area, in modules: closed loops of straight lines and cubic Bézier curves.
///
/// It is filled by the non-zero rule. Loops may touch but do not overlap, but for holes, which run the other way round:
/// every writer may then add up coverage without looking at the whole, and shared edges leave no seams.
package struct Path: Hashable, Sendable {
    /// A step of an outline; every loop begins with `move` and ends with `close`.
    package enum Element: Hashable, Sendable {
        /// Begins a loop.
        case move(Point)
        /// Goes straight.
        case line(Point)
        /// Goes along a cubic curve with two control points.
        case curve(Point, Point, Point)
        /// Goes straight back to the beginning of the loop.
        case close
    }

    /// The steps.
    package private(set) var elements: [Element] = []

    /// An empty path.
    package init() {}

    /// Makes room for more steps, so that they are added without moving those before.
    mutating func reserve(_ count: Int) { elements.reserveCapacity(elements.count + count) }

    /// Whether there is nothing to fill.
    package var isEmpty: Bool { elements.isEmpty }

    /// Begins a loop.
    package mutating func move(to point: Point) { elements.append(.move(point)) }

    /// Goes straight.
    package mutating func line(to point: Point) { elements.append(.line(point)) }

    /// Goes along a cubic curve.
    package mutating func curve(_ first: Point, _ second: Point, to point: Point) {
        elements.append(.curve(first, second, point))
    }

    /// Ends a loop.
    package mutating func close() { elements.append(.close) }

    /// Adds the loops of another path.
    package mutating func append(_ other: Path) { elements += other.elements }

    /// Adds the loops of another path at another place.
    ///
    /// - Parameters:
    ///   - other: The path.
    ///   - place: Where its origin comes to lie.
    package mutating func append(_ other: Path, at place: Point) {
        func moved(_ point: Point) -> Point { Point(point.x + place.x, point.y + place.y) }
        for element in other.elements {
            switch element {
            case .move(let point): elements.append(.move(moved(point)))
            case .line(let point): elements.append(.line(moved(point)))
            case .curve(let first, let second, let end):
                elements.append(.curve(moved(first), moved(second), moved(end)))
            case .close: elements.append(.close)
            }
        }
    }

    /// The same path with every point moved.
    ///
    /// - Parameter move: Where a point goes; it must keep straight lines straight.
    /// - Returns: The moved path.
    package func mapped(_ move: (Point) -> Point) -> Path {
        var path = Path()
        path.elements = elements.map { element in
            switch element {
            case .move(let point): .move(move(point))
            case .line(let point): .line(move(point))
            case .curve(let first, let second, let end): .curve(move(first), move(second), move(end))
            case .close: .close
            }
        }
        return path
    }
}
