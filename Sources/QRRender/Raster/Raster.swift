// SPDX-License-Identifier: Apache-2.0

/// A scene as pixels in memory, for those who look at a picture rather than write it.
package struct Raster: Hashable, Sendable {
    /// The pixels along one side.
    package let side: Int
    /// Four bytes a pixel, red, green, blue and straight alpha, row by row from the top left.
    package private(set) var pixels: [UInt8]

    /// Draws a scene: the same rows as in every raster format.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - layout: Where its modules lie; four bytes are needed for each of its pixels.
    package init(_ scene: Scene, layout: PixelLayout) {
        side = layout.side
        var pixels: [UInt8] = []
        pixels.reserveCapacity(side * side * 4)
        SceneRows(scene, layout: layout).forEach { row, times in
            let bytes = unsafe row.withUnsafeBytes { unsafe Array($0) }
            for _ in 0..<times { pixels += bytes }
        }
        self.pixels = pixels
    }

    /// The color of a pixel.
    ///
    /// - Parameters:
    ///   - x: The column, 0..<side.
    ///   - y: The row, 0..<side.
    package subscript(x: Int, y: Int) -> Color {
        let start = (y * side + x) * 4
        return Color(
            red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2], alpha: pixels[start + 3],
        )
    }
}
