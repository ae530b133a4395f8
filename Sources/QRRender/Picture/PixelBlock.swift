// SPDX-License-Identifier: Apache-2.0

/// Decoded pixels: red, green, blue and straight alpha, row by row from the top left.
struct PixelBlock {
    var width: Int
    var height: Int
    /// `width * height * 4` bytes.
    var bytes: [UInt8]

    /// The pixels, scaled down until they fit ``Picture/sideLimit``.
    consuming func reduced() -> PixelBlock {
        guard max(width, height) > Picture.sideLimit else { return self }
        var reduction = PixelReduction(width: width, height: height)
        let rowBytes = width * 4
        for row in 0..<height {
            reduction.add(bytes.span.extracting(row * rowBytes..<(row + 1) * rowBytes))
        }
        return reduction.result
    }
}
