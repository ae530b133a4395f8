// SPDX-License-Identifier: Apache-2.0

extension Color {
    /// The four channels in one word, red lowest: on little-endian machines the bytes R, G, B, A in memory.
    package var pixel: UInt32 {
        UInt32(red) | UInt32(green) << 8 | UInt32(blue) << 16 | UInt32(alpha) << 24
    }

    /// The color of a word made by ``pixel``.
    ///
    /// - Parameter pixel: The four channels.
    package init(pixel: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: pixel),
            green: UInt8(truncatingIfNeeded: pixel >> 8),
            blue: UInt8(truncatingIfNeeded: pixel >> 16),
            alpha: UInt8(truncatingIfNeeded: pixel >> 24),
        )
    }
}

/// Source-over on pixels in one word each, in the arithmetic of ``Color/over(_:)``.
enum PixelBlend {
    /// What is seen of a pixel that covers a part of its square, on a backdrop.
    ///
    /// - Parameters:
    ///   - source: The pixel on top.
    ///   - coverage: How much of the square it covers, 0…255.
    ///   - backdrop: The pixel behind.
    /// - Returns: The mixture; with full coverage exactly ``Color/over(_:)``.
    @inline(__always)
    static func over(_ source: UInt32, coverage: UInt32, _ backdrop: UInt32) -> UInt32 {
        let weight = (source >> 24) * coverage
        if weight == 65_025 { return source }
        if weight == 0 { return backdrop }
        // Weights in units of 1/255³; with an opaque backdrop their sum is constant, and dividing by it is cheap.
        let front = weight * 255
        let behind = (backdrop >> 24) * (65_025 - weight)
        if backdrop >> 24 == 255 {
            return mix(source, weight, backdrop, 65_025 - weight, whole: 65_025) | 255 << 24
        }
        let whole = front + behind
        return mix(source, front, backdrop, behind, whole: whole) | ((whole + 32_512) / 65_025) << 24
    }

    /// The three colors of the mixture; the sum of the weights is below 2^32 / 256.
    @inline(__always)
    private static func mix(
        _ source: UInt32,
        _ front: UInt32,
        _ backdrop: UInt32,
        _ behind: UInt32,
        whole: UInt32,
    ) -> UInt32 {
        let red = ((source & 255) * front + (backdrop & 255) * behind + whole / 2) / whole
        let green = ((source >> 8 & 255) * front + (backdrop >> 8 & 255) * behind + whole / 2) / whole
        let blue = ((source >> 16 & 255) * front + (backdrop >> 16 & 255) * behind + whole / 2) / whole
        return red | green << 8 | blue << 16
    }
}
