// SPDX-License-Identifier: Apache-2.0

extension PNGWriter {
    /// Writes a picture as a PNG of eight bits a channel, without alpha where all of it is opaque.
    ///
    /// - Parameter picture: The picture.
    /// - Returns: The bytes of the file.
    /// - Throws: ``RenderError/outOfMemory``.
    static func write(_ picture: Picture) throws(RenderError) -> [UInt8] {
        let isOpaque = picture.isOpaque
        var header: [UInt8] = []
        PNGChunk.append(UInt32(picture.width), to: &header)
        PNGChunk.append(UInt32(picture.height), to: &header)
        // Color type 2 is red, green and blue, 6 has alpha too (PNG Specification, table 11.1).
        header += [8, isOpaque ? 2 : 6, 0, 0, 0]
        var file = PNGChunk.signature
        PNGChunk.append("IHDR", header, to: &file)
        let start = PNGChunk.begin("IDAT", in: &file)
        do {
            try compress(picture, isOpaque: isOpaque, to: &file)
        } catch {
            throw .outOfMemory
        }
        PNGChunk.end(from: start, in: &file)
        PNGChunk.append("IEND", [], to: &file)
        return file
    }

    private static func compress(
        _ picture: Picture,
        isOpaque: Bool,
        to file: inout [UInt8],
    ) throws(ZlibStream.OutOfMemory) {
        let stream = try ZlibStream(level: 6)
        let bytesPerPixel = isOpaque ? 3 : 4
        var filter = PNGFilter(rowBytes: 1 + picture.width * bytesPerPixel, bytesPerPixel: bytesPerPixel)
        for y in 0..<picture.height {
            let pixels = picture.pixels[y * picture.width * 4..<(y + 1) * picture.width * 4]
            let row = isOpaque ? pixels.withoutAlpha : Array(pixels)
            stream.append(filter.apply(to: [0] + row), to: &file)
        }
        stream.finish(to: &file)
    }
}

extension Picture {
    /// Whether nothing shines through.
    var isOpaque: Bool { stride(from: 3, to: pixels.count, by: 4).allSatisfy { pixels[$0] == 255 } }
}

extension ArraySlice<UInt8> {
    /// Pixels of four bytes without their fourth.
    var withoutAlpha: [UInt8] {
        var colors: [UInt8] = []
        colors.reserveCapacity(count / 4 * 3)
        for pixel in stride(from: startIndex, to: endIndex, by: 4) { colors += self[pixel..<pixel + 3] }
        return colors
    }
}
