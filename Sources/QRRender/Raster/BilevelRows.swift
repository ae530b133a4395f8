// SPDX-License-Identifier: Apache-2.0

/// A scene of two colors as rows of one bit a pixel, most significant bit first: 0 for dark, 1 for the rest.
///
/// A row of modules becomes one row of bits, drawn by runs, and a count: no work is done a pixel.
package struct BilevelRows {
    private let modules: ModuleLayer
    private let layout: PixelLayout

    /// The rows of a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - layout: Where its modules lie.
    package init(_ scene: BilevelScene, layout: PixelLayout) {
        modules = scene.modules
        self.layout = layout
    }

    /// Calls `body` with every row that differs from the one above, from the top down.
    ///
    /// - Parameters:
    ///   - prefix: Bytes to put before the bits of each row, such as PNG's filter type.
    ///   - body: Takes the bytes of the row and how many times it occurs, at least once.
    package func forEach(
        prefix: [UInt8],
        _ body: (_ row: [UInt8], _ times: Int) -> Void,
    ) {
        let blank = prefix + Array(repeating: 0xFF, count: (layout.side + 7) / 8)
        var row = blank
        let grid = modules.grid
        let drawn = layout.pixels(of: modules.y..<modules.y + grid.size)
        if drawn.lowerBound > 0 { body(blank, drawn.lowerBound) }
        var y = 0
        while y < grid.size {
            var end = y + 1
            while end < grid.size, grid.rowsAreEqual(y, end) { end += 1 }
            draw(y, on: &row, from: prefix.count)
            body(row, (end - y) * layout.module)
            y = end
        }
        if drawn.upperBound < layout.side { body(blank, layout.side - drawn.upperBound) }
    }

    /// Draws a row of modules over another one, whose bits begin at a byte.
    private func draw(_ y: Int, on row: inout [UInt8], from first: Int) {
        var bytes = row.mutableSpan
        for byte in first..<bytes.count { bytes[byte] = 0xFF }
        modules.grid.forEachRun(inRow: y) { run in
            let pixels = layout.pixels(of: run.lowerBound + modules.x..<run.upperBound + modules.x)
            Self.clear(first * 8 + pixels.lowerBound..<first * 8 + pixels.upperBound, in: &bytes)
        }
    }

    /// Sets bits to 0, whole bytes at a time between the ends.
    @inline(__always)
    private static func clear(_ bits: Range<Int>, in bytes: inout MutableSpan<UInt8>) {
        let (first, last) = (bits.lowerBound / 8, (bits.upperBound - 1) / 8)
        let keptBefore = ~(UInt8(0xFF) >> UInt8(bits.lowerBound % 8))
        let keptAfter = UInt8(truncatingIfNeeded: 0x7F >> ((bits.upperBound - 1) % 8))
        guard first < last else {
            bytes[first] &= keptBefore | keptAfter
            return
        }
        bytes[first] &= keptBefore
        for byte in first + 1..<last { bytes[byte] = 0 }
        bytes[last] &= keptAfter
    }
}
