// SPDX-License-Identifier: Apache-2.0

@testable import QRRender

/// How often a path winds around points, by counting the edges that a ray crosses: slow, and unlike the rasteriser.
struct PathOracle {
    private typealias Edge = (from: Point, to: Point)

    /// The edges by the whole rows that they pass through.
    private let edges: [Int: [Edge]]

    init(_ path: Path) {
        var edges: [Edge] = []
        var (start, pen) = (Point(0, 0), Point(0, 0))
        for element in path.elements {
            switch element {
            case .move(let point): (start, pen) = (point, point)
            case .line(let point):
                edges.append((pen, point))
                pen = point
            case .curve(let first, let second, let point):
                let from = pen
                for step in 1...16 {
                    let next = Self.cubic(from, first, second, point, at: Double(step) / 16)
                    edges.append((pen, next))
                    pen = next
                }
            case .close:
                edges.append((pen, start))
                pen = start
            }
        }
        self.edges = edges.reduce(into: [:]) { rows, edge in
            let (top, bottom) = (min(edge.from.y, edge.to.y), max(edge.from.y, edge.to.y))
            for row in Int(top.rounded(.down))...Int(bottom.rounded(.down)) { rows[row, default: []].append(edge) }
        }
    }

    /// The winding number around a point: 1 inside of a clockwise loop, 0 outside and in holes.
    func winding(around point: Point) -> Int {
        (edges[Int(point.y.rounded(.down))] ?? []).reduce(0) { winding, edge in
            let (from, to) = (edge.from, edge.to)
            guard (from.y <= point.y) != (to.y <= point.y) else { return winding }
            let crossing = from.x + (point.y - from.y) / (to.y - from.y) * (to.x - from.x)
            guard crossing > point.x else { return winding }
            return winding + (to.y > from.y ? 1 : -1)
        }
    }

    private static func cubic(_ a: Point, _ b: Point, _ c: Point, _ d: Point, at t: Double) -> Point {
        let u = 1 - t
        func mix(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
            u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d
        }
        return Point(mix(a.x, b.x, c.x, d.x), mix(a.y, b.y, c.y, d.y))
    }
}

/// Where ink covers a scene; pictures and fills do not count.
struct InkOracle {
    private let modules: [ModuleLayer]
    private let paths: [PathOracle]

    init(_ layers: some Sequence<Layer>) {
        modules = layers.compactMap { if case .modules(let modules) = $0 { modules } else { nil } }
        paths = layers.compactMap { if case .path(let area) = $0 { PathOracle(area.path) } else { nil } }
    }

    func isInked(_ x: Double, _ y: Double) -> Bool {
        let (column, row) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
        return modules.contains { $0.grid[column - $0.x, row - $0.y] }
            || paths.contains { $0.winding(around: Point(x, y)) > 0 }
    }
}
