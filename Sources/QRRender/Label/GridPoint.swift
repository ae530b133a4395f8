// SPDX-License-Identifier: Apache-2.0

/// A point of a grid so fine that no eye sees it and so coarse that products of its differences are exact.
struct GridPoint: Hashable, Comparable {
    /// The steps of the grid to an em.
    static let stepsPerEm = 16_384.0

    var x: Int
    var y: Int

    /// A point of the grid.
    init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }

    /// The nearest point of the grid.
    ///
    /// - Parameter point: A point in ems; beyond a million ems it is cut off.
    init(_ point: Point) {
        func step(_ value: Double) -> Int { Int(max(-1e10, min(1e10, (value * Self.stepsPerEm).rounded()))) }
        self.init(x: step(point.x), y: step(point.y))
    }

    /// The point in ems.
    var point: Point { Point(Double(x) / Self.stepsPerEm, Double(y) / Self.stepsPerEm) }

    static func < (one: GridPoint, other: GridPoint) -> Bool { (one.x, one.y) < (other.x, other.y) }
}

/// A straight edge between two points of the grid.
struct GridEdge: Hashable {
    let from: GridPoint
    let to: GridPoint

    /// Twice the area of the triangle with a point: positive when the point lies to the right, with y down.
    func side(_ point: GridPoint) -> Int {
        (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)
    }

    /// Where this edge meets another: the crossing, or the ends that lie on the other one.
    func meetings(with other: GridEdge) -> [GridPoint] {
        guard max(from.x, to.x) >= min(other.from.x, other.to.x), max(other.from.x, other.to.x) >= min(from.x, to.x),
            max(from.y, to.y) >= min(other.from.y, other.to.y), max(other.from.y, other.to.y) >= min(from.y, to.y)
        else { return [] }
        let (fromSide, toSide) = (other.side(from), other.side(to))
        let (otherFromSide, otherToSide) = (side(other.from), side(other.to))
        var points: [GridPoint] = []
        if fromSide == 0, other.spans(from) { points.append(from) }
        if toSide == 0, other.spans(to) { points.append(to) }
        if otherFromSide == 0, spans(other.from) { points.append(other.from) }
        if otherToSide == 0, spans(other.to) { points.append(other.to) }
        guard points.isEmpty, fromSide.signum() * toSide.signum() < 0,
            otherFromSide.signum() * otherToSide.signum() < 0
        else { return points }
        let share = Double(fromSide) / Double(fromSide - toSide)
        return [
            GridPoint(
                x: from.x + Int((Double(to.x - from.x) * share).rounded()),
                y: from.y + Int((Double(to.y - from.y) * share).rounded()),
            )
        ]
    }

    /// Whether the two edges run through each other, rather than only touch.
    func crosses(_ other: GridEdge) -> Bool {
        side(other.from).signum() * side(other.to).signum() < 0
            && other.side(from).signum() * other.side(to).signum() < 0
    }

    private func spans(_ point: GridPoint) -> Bool {
        min(from.x, to.x) <= point.x && point.x <= max(from.x, to.x)
            && min(from.y, to.y) <= point.y && point.y <= max(from.y, to.y)
    }
}
