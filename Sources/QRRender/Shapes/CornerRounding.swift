// SPDX-License-Identifier: Apache-2.0

/// How the corners of a region are rounded, in modules.
struct CornerRounding: Hashable, Sendable {
    /// A corner of the region that points outward, by where it lies on its module.
    enum Corner: Int {
        case topLeft, topRight, bottomRight, bottomLeft
    }

    /// The radius of outward corners, by ``Corner``'s numbers; at most 0.5.
    var outward: [Double]
    /// The radius of inward corners, which fills them; at most 0.5.
    var inward: Double
    /// Whether outward corners that are rounded at all become twice as round where both edges leave room.
    var grows = false

    /// All outward corners alike.
    static func uniform(_ radius: Double, inward: Double = 0, grows: Bool = false) -> CornerRounding {
        CornerRounding(outward: Array(repeating: radius, count: 4), inward: inward, grows: grows)
    }
}

extension CornerRounding {
    /// Adds the outline of the dark regions of a grid.
    ///
    /// Modules that only touch at a corner stay apart: each has its own round corner there.
    ///
    /// - Parameters:
    ///   - grid: The modules.
    ///   - x: The scene's column of the grid's first module.
    ///   - y: The scene's row of the grid's first module.
    ///   - path: The path to add to.
    func appendOutline(of grid: ModuleGrid, x: Int, y: Int, to path: inout Path) {
        RegionOutline.forEachLoop(of: grid, joinsDiagonals: false) { loop in
            append(loop, x: x, y: y, to: &path)
        }
    }

    /// A corner of a loop on its way round.
    private struct Turn {
        let x: Int
        let y: Int
        /// The corner when it points outward, `nil` when it points inward.
        let corner: Corner?
    }

    private func append(_ loop: RegionOutline.Loop, x: Int, y: Int, to path: inout Path) {
        let turns = Self.turns(of: loop, x: x, y: y)
        let radii = radii(of: turns, edges: loop.edges)
        var pen = Point(0, 0)
        for (index, turn) in turns.enumerated() {
            let radius = radii[index]
            let before = Self.direction(of: loop.edges[index], at: index)
            let after = Self.direction(of: loop.edges[(index + 1) % turns.count], at: index + 1)
            let corner = Point(Double(turn.x), Double(turn.y))
            let start = corner.moved(along: before, by: -radius)
            // Two round corners may use up the edge between them.
            if index == 0 { path.move(to: start) } else if start != pen { path.line(to: start) }
            pen = start
            guard radius > 0 else { continue }
            pen = corner.moved(along: after, by: radius)
            path.curve(
                corner.moved(along: before, by: -radius * CircularArc.handle),
                corner.moved(along: after, by: radius * CircularArc.handle),
                to: pen,
            )
        }
        path.close()
    }

    /// The corner at the end of each edge.
    private static func turns(of loop: RegionOutline.Loop, x: Int, y: Int) -> [Turn] {
        var (x, y) = (loop.x + x, loop.y + y)
        return loop.edges.enumerated().map { index, edge in
            let isHorizontal = index.isMultiple(of: 2)
            if isHorizontal { x += edge } else { y += edge }
            let next = loop.edges[(index + 1) % loop.edges.count]
            return Turn(x: x, y: y, corner: corner(isHorizontal: isHorizontal, edge: edge, next: next))
        }
    }

    /// Dark is on the right hand: a turn to the right points outward.
    private static func corner(isHorizontal: Bool, edge: Int, next: Int) -> Corner? {
        switch (isHorizontal, edge > 0, next > 0) {
        case (true, true, true): .topRight
        case (false, true, false): .bottomRight
        case (true, false, false): .bottomLeft
        case (false, false, true): .topLeft
        default: nil
        }
    }

    private func radii(of turns: [Turn], edges: [Int]) -> [Double] {
        let plain = turns.map { turn in turn.corner.map { outward[$0.rawValue] } ?? inward }
        guard grows else { return plain }
        return turns.indices.map { index in
            guard turns[index].corner != nil, plain[index] > 0 else { return plain[index] }
            let next = (index + 1) % turns.count
            let previous = (index + turns.count - 1) % turns.count
            // An edge has room for the larger radius beside whatever its other end may take.
            func hasRoom(_ edge: Int, _ otherEnd: Int) -> Bool {
                Double(edge.magnitude) >= 2 * plain[index] + (turns[otherEnd].corner == nil ? 1 : 2) * plain[otherEnd]
            }
            let isLarge = hasRoom(edges[index], previous) && hasRoom(edges[next], next)
            return isLarge ? 2 * plain[index] : plain[index]
        }
    }

    private static func direction(of edge: Int, at index: Int) -> Point {
        let sign = Double(edge.signum())
        return index.isMultiple(of: 2) ? Point(sign, 0) : Point(0, sign)
    }
}

extension Point {
    /// The point a distance away in a direction of length 1.
    func moved(along direction: Point, by distance: Double) -> Point {
        Point(x + direction.x * distance, y + direction.y * distance)
    }
}
