// SPDX-License-Identifier: Apache-2.0

/// A run of pixels of one row that an area covers equally.
struct CoverageSpan: Equatable {
    /// The first pixel.
    let start: Int32
    /// The pixel behind the last.
    let end: Int32
    /// How much of each pixel is covered, 1…255.
    let coverage: UInt32

    /// The pixels.
    var pixels: Range<Int> { Int(start)..<Int(end) }
}

/// An area as spans of pixels, row by row.
enum Coverage {
    /// The whole picture.
    case whole
    /// Sharp modules.
    case modules(ModuleLayer)
    /// A path.
    case path(PathCoverage)

    /// Finds the spans of a row.
    ///
    /// - Parameters:
    ///   - y: The row of pixels; rows must be asked for from the top down.
    ///   - layout: Where the modules lie.
    ///   - spans: Takes the spans from left to right in place of what it holds.
    /// - Returns: The first row from `y + 1` on whose spans may be others.
    func spans(inRow y: Int, layout: PixelLayout, _ spans: inout [CoverageSpan]) -> Int {
        switch self {
        case .whole:
            spans.removeAll(keepingCapacity: true)
            spans.append(CoverageSpan(start: 0, end: Int32(layout.side), coverage: 255))
            return layout.side
        case .modules(let layer):
            return Self.spans(of: layer, inRow: y, layout: layout, &spans)
        case .path(let path):
            return path.spans(inRow: y, &spans)
        }
    }

    private static func spans(
        of layer: ModuleLayer,
        inRow y: Int,
        layout: PixelLayout,
        _ spans: inout [CoverageSpan],
    ) -> Int {
        spans.removeAll(keepingCapacity: true)
        let drawn = layout.pixels(of: layer.y..<layer.y + layer.grid.size)
        guard drawn.contains(y) else { return y < drawn.lowerBound ? drawn.lowerBound : layout.side }
        let row = (y - drawn.lowerBound) / layout.module
        layer.grid.forEachRun(inRow: row) { run in
            let pixels = layout.pixels(of: run.lowerBound + layer.x..<run.upperBound + layer.x)
            spans.append(CoverageSpan(start: Int32(pixels.lowerBound), end: Int32(pixels.upperBound), coverage: 255))
        }
        var next = row + 1
        while next < layer.grid.size, layer.grid.rowsAreEqual(row, next) { next += 1 }
        return drawn.lowerBound + next * layout.module
    }
}
