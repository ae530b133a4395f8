// SPDX-License-Identifier: Apache-2.0

import CWebP

/// Writes a scene as a WebP: without loss where it has few colors, else with little.
package enum WebPWriter {
    /// The pixels that one side may have: the library needs the whole picture in memory, several times over.
    package static let sideLimit = 4_096
    /// From so many pixels on one side, the quick methods are taken: modules are large then, and the time counts.
    static let quickSide = 2_048

    /// Writes a scene.
    ///
    /// - Parameters:
    ///   - scene: The scene.
    ///   - layout: Where its modules lie.
    /// - Returns: The bytes of the file; WebP has no place for a resolution.
    /// - Throws: ``RenderError/sizeTooLarge(pixels:most:format:)`` or ``RenderError/outOfMemory``.
    package static func write(_ scene: Scene, layout: PixelLayout) throws(RenderError) -> [UInt8] {
        guard layout.side <= sideLimit else {
            throw .sizeTooLarge(pixels: layout.side, most: sideLimit, format: .webp)
        }
        var colors = ColorSet()
        let rows = SceneRows(scene, layout: layout, shades: scene.hasOnlySolidPaints ? 15 : 255)
        let isLossless: Bool
        do {
            try rows.forEach { row, _ throws(ColorSet.Overflow) in try colors.insert(row) }
            isLossless = true
        } catch {
            isLossless = false
        }
        guard let picture = WebPImage(rows, side: layout.side),
            let bytes = picture.compressed(isLossless: isLossless, quickly: layout.side >= quickSide)
        else { throw .outOfMemory }
        return bytes
    }
}

/// A picture in libwebp's memory.
@safe
private final class WebPImage {
    private var picture = unsafe WebPPicture()
    private var output = unsafe WebPMemoryWriter()

    /// Fills a picture; `nil` without memory.
    init?(_ rows: SceneRows, side: Int) {
        guard unsafe WebPPictureInit(&picture) != 0 else { return nil }
        unsafe WebPMemoryWriterInit(&output)
        unsafe picture.width = Int32(side)
        unsafe picture.height = Int32(side)
        unsafe picture.use_argb = 1
        guard unsafe WebPPictureAlloc(&picture) != 0, let pixels = unsafe picture.argb else { return nil }
        var next = unsafe pixels
        let stride = unsafe Int(picture.argb_stride)
        rows.forEach { row, times in
            for x in row.indices {
                // Red and blue change places: the library wants alpha, red, green, blue from the highest byte on.
                let pixel = row[x]
                unsafe next[x] = pixel & 0xFF00_FF00 | (pixel & 255) << 16 | pixel >> 16 & 255
            }
            for _ in 1..<times {
                unsafe (next + stride).update(from: next, count: side)
                unsafe next += stride
            }
            unsafe next += stride
        }
    }

    deinit {
        unsafe WebPPictureFree(&picture)
        unsafe WebPMemoryWriterClear(&output)
    }

    /// Compresses the picture; `nil` without memory.
    ///
    /// At 4,096 pixels a side the quick methods take a fifth of the time and half of the memory, for files that have a
    /// quarter more bytes (without loss) or as many (with).
    func compressed(isLossless: Bool, quickly: Bool) -> [UInt8]? {
        var config = WebPConfig()
        guard unsafe WebPConfigInit(&config) != 0 else { return nil }
        if isLossless {
            guard unsafe WebPConfigLosslessPreset(&config, quickly ? 0 : 4) != 0 else { return nil }
        } else {
            // Colors have half the pixels in a lossy WebP; the sharp conversion keeps the edges of modules clean.
            (config.quality, config.method, config.use_sharp_yuv) = quickly ? (90, 2, 0) : (90, 4, 1)
        }
        return unsafe withUnsafeMutablePointer(to: &output) { writer in
            unsafe picture.writer = unsafe WebPMemoryWrite
            unsafe picture.custom_ptr = UnsafeMutableRawPointer(writer)
            guard unsafe WebPEncode(&config, &picture) != 0 else { return nil }
            return unsafe Array(UnsafeBufferPointer(start: writer.pointee.mem, count: writer.pointee.size))
        }
    }
}
