// SPDX-License-Identifier: Apache-2.0

/// Writes a scene of two colors as a PNG with one bit a pixel.
///
/// The rows go straight into the compressor, so that the memory needed does not grow with the picture. The bytes depend
/// on nothing but the scene and the size.
package enum PNGWriter {
    /// Writes a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - layout: Where its modules lie.
    ///   - dpi: The resolution, which becomes the pHYs chunk; `nil` for none.
    /// - Returns: The bytes of the file.
    package static func write(_ scene: BilevelScene, layout: PixelLayout, dpi: Int?) -> [UInt8] {
        let colors = PNGColors(scene)
        let pixels = compressedPixels(scene, layout: layout)
        var file = PNGChunk.signature
        file.reserveCapacity(pixels.count + 128)
        PNGChunk.append("IHDR", header(side: layout.side, colors: colors), to: &file)
        colors.append(to: &file)
        if let dpi { PNGChunk.append("pHYs", physicalSize(dpi: dpi), to: &file) }
        PNGChunk.append("IDAT", pixels, to: &file)
        PNGChunk.append("IEND", [], to: &file)
        return file
    }

    /// Width, height, bit depth, color type, and zeros for deflate, adaptive filtering and no interlacing (§11.2.1).
    private static func header(side: Int, colors: PNGColors) -> [UInt8] {
        var header: [UInt8] = []
        PNGChunk.append(UInt32(side), to: &header)
        PNGChunk.append(UInt32(side), to: &header)
        return header + [1, colors.colorType, 0, 0, 0]
    }

    /// Pixels per metre along both axes, and 1 for the metre (§11.3.4.3); an inch is 0.0254 m exactly.
    private static func physicalSize(dpi: Int) -> [UInt8] {
        let pixelsPerMetre = UInt32((Double(dpi) / 0.0254).rounded())
        var size: [UInt8] = []
        PNGChunk.append(pixelsPerMetre, to: &size)
        PNGChunk.append(pixelsPerMetre, to: &size)
        return size + [1]
    }

    /// The whole bytes that a few modules take, where a row often repeats itself.
    private static func nearDistances(_ layout: PixelLayout) -> [Int] {
        (2...6).filter { ($0 * layout.module).isMultiple(of: 8) }.map { $0 * layout.module / 8 }
    }

    private static func compressedPixels(_ scene: BilevelScene, layout: PixelLayout) -> [UInt8] {
        var stream = Deflate(rowBytes: 1 + (layout.side + 7) / 8, nearDistances: nearDistances(layout))
        // Filter type 0, none: the rows above are found by the compressor, and other filters only hide them from it.
        BilevelRows(scene, layout: layout).forEach(prefix: [0]) { row, times in
            stream.append(row, times: times)
        }
        return stream.finish()
    }
}
