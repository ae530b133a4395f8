// SPDX-License-Identifier: Apache-2.0

/// Writes scenes and pictures as JPEGs on white, since JPEG knows no transparency.
///
/// Strips of the picture are compressed one by one and joined with restart markers (ITU-T T.81, E.1.4), which every
/// decoder knows, so that the memory needed grows with the file, not with the picture.
package enum JPEGWriter {
    /// Edges of modules keep clean, and the file stays below a lossless one of the same gradient or photograph.
    private static let quality = 90

    /// Writes a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - layout: Where its modules lie.
    ///   - dpi: The resolution to note in the file; `nil` for none.
    /// - Returns: The bytes of the file.
    /// - Throws: ``RenderError/outOfMemory``.
    package static func write(_ scene: Scene, layout: PixelLayout, dpi: Int?) throws(RenderError) -> [UInt8] {
        do {
            var strips = try JPEGStrips(width: layout.side, height: layout.side, dpi: dpi, quality: quality)
            try SceneRows(scene, layout: layout).forEach { row, times throws(JPEGStripCompressor.Failure) in
                for _ in 0..<times { try strips.append(row) }
            }
            return try strips.finish()
        } catch {
            throw .outOfMemory
        }
    }

    /// Writes a picture.
    ///
    /// - Parameter picture: The picture.
    /// - Returns: The bytes of the file.
    /// - Throws: ``RenderError/outOfMemory``.
    static func write(_ picture: Picture) throws(RenderError) -> [UInt8] {
        do {
            var strips = try JPEGStrips(width: picture.width, height: picture.height, dpi: nil, quality: quality)
            for y in 0..<picture.height {
                try strips.append((0..<picture.width).map { picture.color(x: $0, y: y).pixel })
            }
            return try strips.finish()
        } catch {
            throw .outOfMemory
        }
    }
}

/// A JPEG file that grows strip by strip.
private struct JPEGStrips {
    private let width: Int
    private let height: Int
    private let dpi: Int?
    private let quality: Int
    private let compressor: JPEGStripCompressor
    private var file: [UInt8] = []
    private var strip: [UInt8] = []
    private var count = 0
    private var lastRow: [UInt32] = []

    init(width: Int, height: Int, dpi: Int?, quality: Int) throws(JPEGStripCompressor.Failure) {
        (self.width, self.height, self.dpi, self.quality) = (width, height, dpi, quality)
        compressor = try JPEGStripCompressor(width: width)
        strip.reserveCapacity(3 * width * JPEGStripCompressor.rows)
    }

    mutating func append(_ row: [UInt32]) throws(JPEGStripCompressor.Failure) {
        if row == lastRow, !strip.isEmpty {
            strip += strip[(strip.count - 3 * width)...]
        } else {
            appendOnWhite(row)
            lastRow = row
        }
        if strip.count == 3 * width * JPEGStripCompressor.rows { try flush() }
    }

    mutating func finish() throws(JPEGStripCompressor.Failure) -> [UInt8] {
        if !strip.isEmpty { try flush() }
        // The end of the image.
        return file + [0xFF, 0xD9]
    }

    private mutating func appendOnWhite(_ row: [UInt32]) {
        for pixel in row {
            let visible = pixel >> 24 == 255 ? pixel : PixelBlend.over(pixel, coverage: 255, 0xFFFF_FFFF)
            strip.append(UInt8(truncatingIfNeeded: visible))
            strip.append(UInt8(truncatingIfNeeded: visible >> 8))
            strip.append(UInt8(truncatingIfNeeded: visible >> 16))
        }
    }

    private mutating func flush() throws(JPEGStripCompressor.Failure) {
        let rows = strip.count / (3 * width)
        let jpeg = try compressor.compress(strip, height: rows, quality: quality)
        strip.removeAll(keepingCapacity: true)
        guard var segments = try? JPEGSegments(jpeg) else { throw JPEGStripCompressor.Failure() }
        if count == 0 {
            segments.set(height: height)
            if let dpi { segments.set(dpi: dpi) }
            segments.insert(restartInterval: (width + 7) / 8 * (JPEGStripCompressor.rows / 8))
            file = segments.header
        } else {
            // The markers RST0 to RST7 follow each other in a circle.
            file += [0xFF, 0xD0 + UInt8((count - 1) % 8)]
        }
        file += segments.scan
        count += 1
    }
}
