// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QRRender

@Suite("Module grid and rows")
struct ModuleGridTests {
    @Test("the runs of a row are exactly its dark modules, none touching the next", arguments: gridSizes)
    func runs(size: Int) {
        let grid = ModuleGrid.random(size: size, seed: UInt64(size))
        for y in 0..<size {
            var dark: [Int] = []
            var lastEnd = -1
            grid.forEachRun(inRow: y) { run in
                #expect(run.lowerBound > lastEnd)
                lastEnd = run.upperBound
                dark += run
            }
            #expect(dark == (0..<size).filter { grid[$0, y] })
        }
    }

    @Test("full and empty rows are one run and none")
    func extremes() {
        for size in gridSizes {
            var runs: [Range<Int>] = []
            ModuleGrid(size: size) { _, _ in true }.forEachRun(inRow: size - 1) { runs.append($0) }
            #expect(runs == [0..<size])
            ModuleGrid(size: size) { _, _ in false }.forEachRun(inRow: 0) { _ in Issue.record("a run of light modules")
            }
        }
    }

    @Test("rows of bits are what a loop over the pixels gives", arguments: gridSizes)
    func rows(size: Int) throws {
        let grid = ModuleGrid.random(size: size, seed: UInt64(size) << 8)
        for (margin, spare) in [(0, 0), (1, 1), (4, 5)] {
            let layer = ModuleLayer(grid: grid, x: margin, y: margin, paint: .solid(.black))
            let whole = Scene(
                side: size + 2 * margin, symbol: grid, symbolX: margin, symbolY: margin,
                layers: [.fill(.solid(.white)), .modules(layer)], title: "", description: nil,
            )
            let scene = try #require(BilevelScene(whole))
            for module in 1...3 {
                let layout = try PixelLayout(modules: whole.side, size: .pixels(whole.side * module + spare))
                check(BilevelRows(scene, layout: layout), grid, margin: margin, layout)
            }
        }
    }

    private func check(_ rows: BilevelRows, _ grid: ModuleGrid, margin: Int, _ layout: PixelLayout) {
        var y = 0
        rows.forEach(prefix: [7]) { row, times in
            #expect(row[0] == 7)
            #expect(row.count == 1 + (layout.side + 7) / 8)
            let bits = (0..<layout.side).map { pixel in
                let mask = UInt8(0x80) >> UInt8(pixel % 8)
                return row[1 + pixel / 8] & mask == 0
            }
            for line in y..<y + times {
                let moduleRow = module(line, layout, margin)
                let expected = (0..<layout.side).map { grid[module($0, layout, margin), moduleRow] }
                #expect(bits == expected)
            }
            y += times
        }
        #expect(y == layout.side)
    }

    /// The column or row of the grid that a column or row of pixels shows, negative before it.
    private func module(_ pixel: Int, _ layout: PixelLayout, _ margin: Int) -> Int {
        pixel < layout.offset ? -1 : (pixel - layout.offset) / layout.module - margin
    }
}
