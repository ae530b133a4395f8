// SPDX-License-Identifier: Apache-2.0

/// Joins loops that overlap, as letters of a joined script do where they meet, and letters and their cedillas.
///
/// Scenes ask for loops that do not overlap, see ``Path``. Loops that do not meet stay as they are, curves and all.
enum LoopUnion {
    /// The straight pieces a curve becomes in loops that are joined: a flat curve of a letter is then wrong by a
    /// thousandth of an em at most.
    private static let pieces = 10

    /// The most corners that are looked at together; beyond them loops stay as they are.
    ///
    /// Far more than a letter has, and few enough that a pile of marks on one letter takes no time worth speaking of.
    private static let cornerLimit = 1_000

    /// The outlines of all loops together.
    ///
    /// - Parameter loops: Loops in ems, the outer ones clockwise.
    /// - Returns: The same area without overlaps.
    static func path(of loops: [OutlineLoop]) -> Path {
        var path = Path()
        for group in groups(of: loops.map { FlatLoop($0, pieces: pieces) }) {
            let corners = group.reduce(0) { $0 + $1.points.count }
            if corners <= cornerLimit, overlaps(group), let joined = PolygonUnion.loops(of: group.map(\.points)) {
                for loop in joined { path.append(polygon: loop) }
            } else {
                for loop in group { path.append(loop.loop) }
            }
        }
        return path
    }

    /// A loop with its corners on a grid of 1/16,384 em, where sums are exact.
    private struct FlatLoop {
        let loop: OutlineLoop
        let points: [GridPoint]
        let low: GridPoint
        let high: GridPoint

        init(_ loop: OutlineLoop, pieces: Int) {
            self.loop = loop
            points = loop.flattened(pieces: pieces).map(GridPoint.init)
            low = GridPoint(x: points.map(\.x).min() ?? 0, y: points.map(\.y).min() ?? 0)
            high = GridPoint(x: points.map(\.x).max() ?? 0, y: points.map(\.y).max() ?? 0)
        }

        func meets(_ other: FlatLoop) -> Bool {
            low.x <= other.high.x && other.low.x <= high.x && low.y <= other.high.y && other.low.y <= high.y
        }

        func surrounds(_ other: FlatLoop) -> Bool {
            low.x <= other.low.x && other.high.x <= high.x && low.y <= other.low.y && other.high.y <= high.y
        }
    }

    /// Loops that lie apart need no look at each other: letters mostly stand alone.
    private static func groups(of loops: [FlatLoop]) -> [[FlatLoop]] {
        var groups: [[FlatLoop]] = []
        for loop in loops {
            let touched = groups.indices.filter { groups[$0].contains { $0.meets(loop) } }
            guard let first = touched.first else {
                groups.append([loop])
                continue
            }
            groups[first].append(loop)
            for index in touched.dropFirst().reversed() { groups[first] += groups.remove(at: index) }
        }
        return groups
    }

    /// Whether two loops cross, or one lies in another without being its hole.
    private static func overlaps(_ group: [FlatLoop]) -> Bool {
        for (index, one) in group.enumerated() {
            for other in group[(index + 1)...] where one.meets(other) {
                let isHole = one.loop.doubleArea.sign != other.loop.doubleArea.sign
                if !isHole, one.surrounds(other) || other.surrounds(one) { return true }
                if PolygonUnion.cross(one.points, other.points) { return true }
            }
        }
        return false
    }
}

extension Path {
    /// Adds a loop of straight lines.
    fileprivate mutating func append(polygon: [GridPoint]) {
        guard let first = polygon.first else { return }
        move(to: first.point)
        for point in polygon.dropFirst() { line(to: point.point) }
        close()
    }
}
