// SPDX-License-Identifier: Apache-2.0

/// Writes a scene as a PNG with as few bits a pixel as hold its colors.
///
/// The rows go straight into the compressor, so that the memory needed grows with the file, not with the picture. The
/// bytes depend on nothing but the scene and the size.
package enum PNGWriter {
    /// The shades at the edges of shapes in one color: all of black on white are then the greys of four bits.
    static let solidShades = 15

    /// Writes a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - layout: Where its modules lie.
    ///   - dpi: The resolution, which becomes the pHYs chunk; `nil` for none.
    ///   - effort: How much is done for few bytes.
    /// - Returns: The bytes of the file.
    /// - Throws: ``RenderError/outOfMemory``.
    package static func write(
        _ scene: Scene,
        layout: PixelLayout,
        dpi: Int?,
        effort: CompressionEffort = .fast,
    ) throws(RenderError) -> [UInt8] {
        if let bilevel = BilevelScene(scene) { return write(bilevel, layout: layout, dpi: dpi, effort: effort) }
        if effort == .fast, let file = writeTiles(scene, layout: layout, dpi: dpi) { return file }
        let rows = SceneRows(scene, layout: layout, shades: scene.hasOnlySolidPaints ? solidShades : 255)
        let pixels = PNGPixels(rows, isOpaque: scene.isOpaque)
        var file = PNGFile.begin(side: layout.side, bitDepth: pixels.bitDepth, colorType: pixels.colorType)
        pixels.appendChunks(to: &file)
        if let dpi { PNGFile.append(dpi: dpi, to: &file) }
        let start = PNGChunk.begin("IDAT", in: &file)
        do {
            let stream = try ZlibStream(level: effort == .smallest ? 9 : pixels.level)
            let filters = scene.isMostlyPicture && !pixels.isIndexed
            compress(rows, as: pixels, side: layout.side, filters: filters, stream, to: &file)
        } catch {
            throw .outOfMemory
        }
        PNGChunk.end(from: start, in: &file)
        PNGChunk.append("IEND", [], to: &file)
        return file
    }

    private static func compress(
        _ rows: SceneRows,
        as pixels: PNGPixels,
        side: Int,
        filters: Bool,
        _ stream: ZlibStream,
        to file: inout [UInt8],
    ) {
        var bytes = [UInt8](repeating: 0, count: pixels.rowBytes(side: side))
        var filter = filters ? PNGFilter(rowBytes: bytes.count, bytesPerPixel: pixels.bytesPerPixel) : nil
        rows.forEach { row, times in
            var span = bytes.mutableSpan
            pixels.pack(row, into: &span)
            for _ in 0..<times { stream.append(filter?.apply(to: bytes) ?? bytes, to: &file) }
        }
        stream.finish(to: &file)
    }

    /// Writes a scene of two colors with one bit a pixel.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - layout: Where its modules lie.
    ///   - dpi: The resolution, which becomes the pHYs chunk; `nil` for none.
    ///   - effort: How much is done for few bytes.
    /// - Returns: The bytes of the file.
    package static func write(
        _ scene: BilevelScene,
        layout: PixelLayout,
        dpi: Int?,
        effort: CompressionEffort = .fast,
    ) -> [UInt8] {
        let colors = PNGColors(scene)
        let pixels = compressedPixels(scene, layout: layout, effort: effort)
        var file = PNGFile.begin(side: layout.side, bitDepth: 1, colorType: colors.colorType)
        file.reserveCapacity(pixels.count + 128)
        colors.append(to: &file)
        if let dpi { PNGFile.append(dpi: dpi, to: &file) }
        PNGChunk.append("IDAT", pixels, to: &file)
        PNGChunk.append("IEND", [], to: &file)
        return file
    }

    private static func compressedPixels(
        _ scene: BilevelScene,
        layout: PixelLayout,
        effort: CompressionEffort,
    ) -> [UInt8] {
        var stream = Deflate(rowBytes: 1 + (layout.side + 7) / 8)
        let rows = BilevelRows(scene, layout: layout)
        if layout.side < filteredSide {
            rows.forEach(prefix: [0]) { stream.append($0, times: $1) }
        } else {
            appendDifferences(rows, to: &stream)
        }
        return stream.finish(effort: effort)
    }

    /// The side from which on rows are filtered: those of smaller pictures are no longer than a copy can be, and are
    /// found by the compressor, from which filters only hide them.
    private static let filteredSide = 3_000

    /// Appends rows with filter type 2, the difference to the row above (PNG Specification, §9.2): a long row that
    /// repeats becomes zeros, each of which repeats the byte before, and that costs less than to tell a row's distance.
    private static func appendDifferences(_ rows: BilevelRows, to stream: inout Deflate) {
        var above: [UInt8] = []
        rows.forEach(prefix: [2]) { row, times in
            var difference = row
            for index in above.indices.dropFirst() { difference[index] = row[index] &- above[index] }
            stream.append(difference, times: 1)
            above = row
            guard times > 1 else { return }
            stream.append([2] + Array(repeating: 0, count: row.count - 1), times: times - 1)
        }
    }
}
