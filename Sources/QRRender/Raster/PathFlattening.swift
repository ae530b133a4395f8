// SPDX-License-Identifier: Apache-2.0

/// The elements of a path as edges on a raster, each when its first row comes: of a large picture only the edges of a
/// few rows are in memory.
struct PathFlattening {
    /// How far a chord may stray from its curve, in pixels: a sixtieth of the coverage of a pixel.
    private static let tolerance = 0.02
    /// Coordinates beyond are cut, far outside of every picture, so that no number overflows.
    private static let limit = 1_000_000.0

    private let elements: [Path.Element]
    private let layout: PixelLayout
    /// The numbers of the elements in the order of their first rows, and where each row's begin.
    private var order: [Int32] = []
    private var starts: [Int32]

    /// Sorts the elements of a path by their first rows.
    init(_ path: Path, layout: PixelLayout) {
        elements = path.elements
        self.layout = layout
        starts = Array(repeating: 0, count: layout.side + 1)
        // A counting sort: linear, and nothing but the numbers is moved.
        let rows = elements.indices.map { firstRow(of: $0) }
        for case let row? in rows { starts[row + 1] += 1 }
        for row in 1..<starts.count { starts[row] += starts[row - 1] }
        order = Array(repeating: 0, count: Int(starts[layout.side]))
        var places = starts
        for (index, row) in rows.enumerated() {
            guard let row else { continue }
            order[Int(places[row])] = Int32(index)
            places[row] += 1
        }
    }

    /// The first row from `row` on at which elements begin; the side of the picture when there is none.
    func nextStart(from row: Int) -> Int {
        var row = row
        while row < layout.side, starts[row] == starts[row + 1] { row += 1 }
        return row
    }

    /// Appends the edges of the elements that begin in a row.
    func appendEdges(startingIn row: Int, to edges: inout [PathEdge]) {
        for place in starts[row]..<starts[row + 1] { append(Int(order[Int(place)]), to: &edges) }
    }

    /// The row in which an element begins; `nil` when it draws nothing or lies above or below the picture.
    private func firstRow(of index: Int) -> Int? {
        guard index > 0 else { return nil }
        var low = end(of: index - 1).y
        var high = low
        func reach(_ point: Point) {
            low = min(low, point.y)
            high = max(high, point.y)
        }
        switch elements[index] {
        case .move: return nil
        case .line, .close: reach(end(of: index))
        case .curve(let first, let second, let last):
            reach(first)
            reach(second)
            reach(last)
        }
        guard low < high else { return nil }
        let (top, bottom) = (pixels(low), pixels(high))
        guard bottom > 0, top < Double(layout.side) else { return nil }
        return max(0, Int(top))
    }

    private func append(_ index: Int, to edges: inout [PathEdge]) {
        let start = end(of: index - 1)
        switch elements[index] {
        case .move: return
        case .line(let point): append(from: start, to: point, &edges)
        case .close: append(from: start, to: end(of: index), &edges)
        case .curve(let first, let second, let last):
            let count = Self.chords(start, first, second, last, scale: Double(layout.module))
            var place = steps(start)
            for number in 1...count {
                let share = Double(number) / Double(count)
                let next = number == count ? steps(last) : steps(Self.point(start, first, second, last, at: share))
                if let edge = PathEdge(from: place, to: next) { edges.append(edge) }
                place = next
            }
        }
    }

    private func append(from start: Point, to end: Point, _ edges: inout [PathEdge]) {
        if let edge = PathEdge(from: steps(start), to: steps(end)) { edges.append(edge) }
    }

    /// Where an element ends; closing ends where its loop began.
    private func end(of index: Int) -> Point {
        switch elements[index] {
        case .move(let point), .line(let point), .curve(_, _, let point): return point
        case .close:
            let start = elements[..<index].last { if case .move = $0 { true } else { false } }
            guard case .move(let point) = start else { return Point(0, 0) }
            return point
        }
    }

    private func pixels(_ modules: Double) -> Double {
        let place = modules * Double(layout.module) + Double(layout.offset)
        return max(-Self.limit, min(Self.limit, place))
    }

    private func steps(_ point: Point) -> (x: Int, y: Int) {
        (PathEdge.steps(pixels(point.x)), PathEdge.steps(pixels(point.y)))
    }

    /// How many chords stay within the tolerance (Wang 1984): the root of 6/8 of the greatest second difference by it.
    private static func chords(_ start: Point, _ first: Point, _ second: Point, _ last: Point, scale: Double) -> Int {
        func bend(_ one: Point, _ two: Point, _ three: Point) -> Double {
            max((one.x - 2 * two.x + three.x).magnitude, (one.y - 2 * two.y + three.y).magnitude)
        }
        // The larger of the axes is at least 0.7 of the length: the 1.5 below covers the rest.
        let bend = max(bend(start, first, second), bend(first, second, last)) * scale
        return max(1, min(500, Int((0.75 * 1.5 * bend / tolerance).squareRoot().rounded(.up))))
    }

    private static func point(
        _ start: Point,
        _ first: Point,
        _ second: Point,
        _ last: Point,
        at share: Double,
    ) -> Point {
        let rest = 1 - share
        let weights = (rest * rest * rest, 3 * rest * rest * share, 3 * rest * share * share, share * share * share)
        return Point(
            start.x * weights.0 + first.x * weights.1 + second.x * weights.2 + last.x * weights.3,
            start.y * weights.0 + first.y * weights.1 + second.y * weights.2 + last.y * weights.3,
        )
    }
}
