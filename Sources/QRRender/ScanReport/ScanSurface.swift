// SPDX-License-Identifier: Apache-2.0

/// A drawn picture as a decoder sees it: on white paper, with every module at a known place.
struct ScanSurface {
    /// The pixels, row by row: four bytes each, red, green, blue and 255.
    private let pixels: [UInt8]
    /// The pixels along one side.
    let side: Int
    /// The pixels along one side of a module.
    let module: Int
    /// The column of the first pixel of the symbol's first module.
    let originX: Int
    /// Its row.
    let originY: Int
    /// Whether any pixel was transparent before.
    let isTransparent: Bool

    /// Lays a picture on white paper.
    ///
    /// - Parameters:
    ///   - pixels: The pixels, row by row: four bytes each, red, green, blue and straight alpha.
    ///   - layout: Where the scene's modules lie on it.
    ///   - symbolX: The scene's column of the symbol's first module.
    ///   - symbolY: Its row.
    init(pixels: [UInt8], layout: PixelLayout, symbolX: Int, symbolY: Int) {
        side = layout.side
        module = layout.module
        originX = layout.offset + symbolX * layout.module
        originY = layout.offset + symbolY * layout.module
        var (paper, isTransparent) = (pixels, false)
        for start in stride(from: 0, to: paper.count, by: 4) where paper[start + 3] < 255 {
            isTransparent = true
            let (red, green, blue) = (paper[start], paper[start + 1], paper[start + 2])
            let color = Color(red: red, green: green, blue: blue, alpha: paper[start + 3]).over(.white)
            (paper[start], paper[start + 1], paper[start + 2]) = (color.red, color.green, color.blue)
        }
        self.pixels = paper
        self.isTransparent = isTransparent
    }

    /// The mean color of a square of pixels inside a module, which may lie outside the symbol; paper beyond the edge.
    ///
    /// - Parameters:
    ///   - x: The module's column in the symbol.
    ///   - y: Its row.
    ///   - margin: The pixels of the module that are left out on each side.
    /// - Returns: The mean, rounded.
    func color(x: Int, y: Int, margin: Int) -> Color {
        let left = originX + x * module + margin
        let top = originY + y * module + margin
        let width = module - 2 * margin
        guard left >= 0, top >= 0, left + width <= side, top + width <= side else { return .white }
        var (red, green, blue) = (0, 0, 0)
        for row in top..<top + width {
            for start in stride(from: (row * side + left) * 4, to: (row * side + left + width) * 4, by: 4) {
                red += Int(pixels[start])
                green += Int(pixels[start + 1])
                blue += Int(pixels[start + 2])
            }
        }
        let count = width * width
        func mean(_ sum: Int) -> UInt8 { UInt8((sum + count / 2) / count) }
        return Color(red: mean(red), green: mean(green), blue: mean(blue))
    }

    /// The gray value of one pixel, 0…255; `nil` beyond the edge.
    func luma(column: Int, row: Int) -> Double? {
        guard 0..<side ~= column, 0..<side ~= row else { return nil }
        let start = (row * side + column) * 4
        return Color(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2]).decoderLuma
    }
}
