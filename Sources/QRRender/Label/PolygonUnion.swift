// SPDX-License-Identifier: Apache-2.0

/// The outline of all that a few polygons cover by the non-zero rule.
///
/// Edges are cut where they meet; of the pieces, those with the outside on exactly one side are the outline, and are
/// strung together.
enum PolygonUnion {
    /// Whether two polygons run through each other.
    static func cross(_ one: [GridPoint], _ other: [GridPoint]) -> Bool {
        let edges = edges(of: other)
        return self.edges(of: one).contains { edge in edges.contains { edge.crosses($0) } }
    }

    /// Joins polygons.
    ///
    /// - Parameter polygons: Their corners, clockwise for outer ones and counterclockwise for holes.
    /// - Returns: Loops that do not overlap; `nil` when rounding left gaps between the pieces.
    static func loops(of polygons: [[GridPoint]]) -> [[GridPoint]]? {
        let pieces = windings(of: cut(polygons.flatMap(edges)))
        let outline = pieces.compactMap { edge, winding in outlineEdge(edge, winding, among: pieces) }
        return strung(outline)
    }

    private static func edges(of polygon: [GridPoint]) -> [GridEdge] {
        polygon.indices.compactMap { index in
            let (from, to) = (polygon[index], polygon[(index + 1) % polygon.count])
            return from == to ? nil : GridEdge(from: from, to: to)
        }
    }

    /// The pieces between all points where edges meet.
    private static func cut(_ edges: [GridEdge]) -> [GridEdge] {
        let ordered = edges.sorted { min($0.from.x, $0.to.x) < min($1.from.x, $1.to.x) }
        var points = ordered.map { [$0.from, $0.to] }
        for (index, edge) in ordered.enumerated() {
            let right = max(edge.from.x, edge.to.x)
            for next in ordered.indices.dropFirst(index + 1) {
                guard min(ordered[next].from.x, ordered[next].to.x) <= right else { break }
                let meetings = edge.meetings(with: ordered[next])
                points[index] += meetings
                points[next] += meetings
            }
        }
        return zip(ordered, points).flatMap { edge, points in
            let along = points.sorted { edge.progress($0) < edge.progress($1) }
            return zip(along, along.dropFirst()).compactMap { $0 == $1 ? nil : GridEdge(from: $0, to: $1) }
        }
    }

    /// How often each piece is passed from its lesser to its greater end, less how often the other way.
    private static func windings(of pieces: [GridEdge]) -> [(GridEdge, Int)] {
        var windings: [GridEdge: Int] = [:]
        for piece in pieces {
            if piece.from < piece.to {
                windings[piece, default: 0] += 1
            } else {
                windings[GridEdge(from: piece.to, to: piece.from), default: 0] -= 1
            }
        }
        return windings.filter { $0.value != 0 }.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }
    }

    /// The piece in the direction that has the inside on its right; `nil` when both sides are inside.
    private static func outlineEdge(
        _ edge: GridEdge,
        _ winding: Int,
        among pieces: [(GridEdge, Int)],
    ) -> GridEdge? {
        let (dx, dy) = (Double(edge.to.x - edge.from.x), Double(edge.to.y - edge.from.y))
        // A point just to the right of the middle, with y down.
        let nudge = 0.01 / (dx * dx + dy * dy).squareRoot()
        let x = Double(edge.from.x + edge.to.x) / 2 - dy * nudge
        let y = Double(edge.from.y + edge.to.y) / 2 + dx * nudge
        let right = self.winding(atX: x, y: y, among: pieces)
        let left = right - winding
        if right != 0, left == 0 { return edge }
        if left != 0, right == 0 { return GridEdge(from: edge.to, to: edge.from) }
        return nil
    }

    /// How often the outlines run clockwise around a point: what a ray to the left meets going up, less going down.
    private static func winding(atX x: Double, y: Double, among pieces: [(GridEdge, Int)]) -> Int {
        var sum = 0
        for (edge, winding) in pieces {
            // Pieces go from their left end to their right one, those after this are all to the right of the point.
            if Double(edge.from.x) > x { break }
            let (top, bottom) = (Double(edge.from.y), Double(edge.to.y))
            guard (top > y) != (bottom > y) else { continue }
            let share = (y - top) / (bottom - top)
            guard Double(edge.from.x) + Double(edge.to.x - edge.from.x) * share < x else { continue }
            sum += top > bottom ? winding : -winding
        }
        return sum
    }

    /// Strings edges together to loops, without the corners that are none.
    private static func strung(_ edges: [GridEdge]) -> [[GridPoint]]? {
        var following = Dictionary(grouping: edges, by: \.from)
        var loops: [[GridPoint]] = []
        for edge in edges {
            guard var next = following[edge.from]?.popLast() else { continue }
            var loop = [edge.from]
            while next.to != edge.from {
                if loop.count > 1, GridEdge(from: loop[loop.count - 1], to: next.to).side(next.from) == 0 {
                    // A straight line goes on.
                } else if loop[loop.count - 1] != next.from {
                    loop.append(next.from)
                }
                guard let step = following[next.to]?.popLast() else { return nil }
                next = step
            }
            if loop[loop.count - 1] != next.from { loop.append(next.from) }
            if loop.count > 2 { loops.append(loop) }
        }
        return loops
    }
}

extension GridEdge {
    /// How far along the edge a point on it lies.
    fileprivate func progress(_ point: GridPoint) -> Int {
        (point.x - from.x) * (to.x - from.x) + (point.y - from.y) * (to.y - from.y)
    }
}
