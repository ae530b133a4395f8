// SPDX-License-Identifier: Apache-2.0

extension Picture {
    /// The pixels looked at along a row and along a column.
    private static let samples = 64

    /// Whether documents hold the picture as a JPEG: an opaque photograph, many times smaller so.
    ///
    /// Drawings have few colors, and lossless compression keeps their edges sharp in fewer bytes. A photograph hardly
    /// has the same color twice.
    var isPhotograph: Bool {
        guard width >= Self.samples, height >= Self.samples, isOpaque else { return false }
        var colors: Set<Color> = []
        for row in 0..<Self.samples {
            for column in 0..<Self.samples {
                colors.insert(color(x: column * width / Self.samples, y: row * height / Self.samples))
            }
        }
        return colors.count > Self.samples * Self.samples / 4
    }

    /// The color of a pixel.
    func color(x: Int, y: Int) -> Color {
        let start = (y * width + x) * 4
        return Color(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2], alpha: pixels[start + 3])
    }
}
