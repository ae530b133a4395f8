// SPDX-License-Identifier: Apache-2.0

/// A picture on white paper, pixel by pixel.
struct PictureSurface {
    /// The pixels, row by row: four bytes each, red, green, blue and 255.
    private let pixels: [UInt8]
    private let side: Int
    /// Whether any pixel was transparent before.
    let isTransparent: Bool

    /// Lays a picture on white paper.
    ///
    /// - Parameters:
    ///   - pixels: The pixels, row by row: four bytes each, red, green, blue and straight alpha.
    ///   - side: The pixels along one side.
    init(_ pixels: [UInt8], side: Int) {
        self.side = side
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

    /// The mean color of a square of pixels, rounded.
    func mean(left: Int, top: Int, width: Int) -> Color {
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

    /// The color of a pixel.
    func color(column: Int, row: Int) -> Color {
        let start = (row * side + column) * 4
        return Color(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
    }
}
