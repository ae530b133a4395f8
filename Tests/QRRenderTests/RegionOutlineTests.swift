// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QRRender

@Suite("Region outlines")
struct RegionOutlineTests {
    @Test("a ring has an outer loop and a hole that goes the other way round")
    func ring() {
        let ring = ModuleGrid(size: 3) { x, y in (x, y) != (1, 1) }
        #expect(
            loops(of: ring) == [
                .init(x: 0, y: 0, edges: [3, 3, -3, -3]), .init(x: 1, y: 2, edges: [1, -1, -1, 1]),
            ]
        )
    }

    @Test("dark modules that touch at a corner share one loop")
    func corner() {
        let corner = ModuleGrid(size: 2) { x, y in x == y }
        #expect(loops(of: corner) == [.init(x: 0, y: 0, edges: [1, 1, 1, 1, -1, -1, -1, -1])])
    }

    @Test("a grid without dark modules has no loops")
    func empty() {
        #expect(loops(of: ModuleGrid(size: 21) { _, _ in false }).isEmpty)
    }

    @Test("the loops fill exactly the dark modules, by either fill rule", arguments: gridSizes)
    func fill(size: Int) {
        let grid = ModuleGrid.random(size: size, seed: UInt64(size) << 16)
        // A vertical edge changes the winding number of everything to its right.
        var winding = [[Int]](repeating: [Int](repeating: 0, count: size + 1), count: size)
        for loop in loops(of: grid) {
            var (x, y) = (loop.x, loop.y)
            for (index, edge) in loop.edges.enumerated() {
                if index.isMultiple(of: 2) {
                    x += edge
                    continue
                }
                for row in min(y, y + edge)..<max(y, y + edge) { winding[row][x] -= edge.signum() }
                y += edge
            }
            #expect((x, y) == (loop.x, loop.y))
        }
        for y in 0..<size {
            var number = 0
            for x in 0..<size {
                number += winding[y][x]
                #expect(number == (grid[x, y] ? 1 : 0))
            }
        }
    }

    @Test("path data has separators only where numbers run together, and takes loops from their nearest corner")
    func pathData() {
        var path = PathData()
        path.append(.init(x: 0, y: 0, edges: [3, 3, -3, -3]), x: 4, y: 4)
        path.append(.init(x: 1, y: 2, edges: [1, -1, -1, 1]), x: 4, y: 4)
        path.append(.init(x: 12, y: 0, edges: [10, 1, -10, -1]), x: 4, y: 4)
        #expect(String(decoding: path.finish(), as: UTF8.self) == "M4 4h3v3h-3zm2 1h-1v1h1zm10 0v-1h10v1z")
    }

    private func loops(of grid: ModuleGrid) -> [RegionOutline.Loop] {
        var loops: [RegionOutline.Loop] = []
        RegionOutline.forEachLoop(of: grid) { loops.append($0) }
        return loops
    }
}
