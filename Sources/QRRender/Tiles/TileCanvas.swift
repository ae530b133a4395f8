// SPDX-License-Identifier: Apache-2.0

/// Draws specimens, row by row, and cuts them into tiles.
struct TileCanvas {
    /// There is more than one layer in a pixel, whose color then is not known without those of all.
    struct LayersMeet: Error {}

    private let module: Int
    private let shades: Int
    private let layers: Int
    /// The rows of all tiles so far.
    private(set) var runs: [TileAtlas.Run] = []
    /// The first run of each row.
    private(set) var starts: [Int32] = []
    /// For each tile a bit for each number of its pixels.
    private(set) var numbers: [[UInt64]] = []

    /// An empty canvas.
    ///
    /// - Parameters:
    ///   - module: The pixels along one side of a tile.
    ///   - shades: The steps between none and full coverage of a pixel.
    ///   - layers: How many layers there are.
    init(module: Int, shades: Int, layers: Int) {
        (self.module, self.shades, self.layers) = (module, shades, layers)
        cut(Array(repeating: Array(repeating: 0, count: module), count: module), from: 0)
    }

    /// Appends the tiles of a specimen.
    ///
    /// - Throws: ``LayersMeet``.
    mutating func append(_ specimen: TileSpecimen) throws(LayersMeet) {
        switch specimen {
        case .shape(let shape, let layer):
            for bits in ShapeTiles.of(shape).neighborhoods {
                let path = shape.path(of: ModuleNeighborhood.grid(bits), x: 0, y: 0)
                // Of the three modules a side the one in the middle is drawn.
                let layout = PixelLayout(side: module, module: module, offset: -module)
                try draw([TilePatch.Outline(layer: layer, path: path)], layout: layout, columns: 1, rows: 1)
            }
        case .patch(let columns, let rows, let outlines):
            let layout = PixelLayout(side: max(columns, rows) * module, module: module, offset: 0)
            try draw(outlines, layout: layout, columns: columns, rows: rows)
        }
    }

    private mutating func draw(
        _ outlines: [TilePatch.Outline],
        layout: PixelLayout,
        columns: Int,
        rows: Int,
    ) throws(LayersMeet) {
        let areas = outlines.map { outline in
            (layer: outline.layer, coverage: PathCoverage(outline.path, layout: layout, shades: shades))
        }
        var spans: [CoverageSpan] = []
        for row in 0..<rows {
            var lines: [[UInt16]] = []
            for y in row * module..<(row + 1) * module {
                var line = [UInt16](repeating: 0, count: layout.side)
                for (layer, coverage) in areas {
                    _ = coverage.spans(inRow: y, &spans)
                    for span in spans { try paint(span, layer, on: &line) }
                }
                lines.append(line)
            }
            for column in 0..<columns { cut(lines, from: column * module) }
        }
    }

    private func paint(_ span: CoverageSpan, _ layer: Int, on line: inout [UInt16]) throws(LayersMeet) {
        // The coverage is a whole number of shades, in 255ths.
        let shade = (Int(span.coverage) * shades + 254) / 255
        for x in span.pixels {
            guard line[x] == 0 else { throw LayersMeet() }
            line[x] = UInt16(layer * shades + shade)
        }
    }

    /// Appends the tile that begins at a pixel of some rows.
    private mutating func cut(_ lines: [[UInt16]], from left: Int) {
        var found = [UInt64](repeating: 0, count: (layers * shades + 64) / 64)
        for line in lines {
            starts.append(Int32(runs.count))
            var x = left
            while x < left + module {
                let number = line[x]
                while x < left + module, line[x] == number { x += 1 }
                runs.append(TileAtlas.Run(number: number, end: UInt16(x - left)))
                found[Int(number) / 64] |= 1 << UInt64(number % 64)
            }
        }
        numbers.append(found)
    }
}
