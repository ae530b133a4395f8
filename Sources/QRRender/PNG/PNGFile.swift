// SPDX-License-Identifier: Apache-2.0

/// The frame of a PNG file around its compressed pixels.
enum PNGFile {
    /// Signature and header.
    ///
    /// - Parameters:
    ///   - side: The pixels along one side.
    ///   - bitDepth: The bits of a sample.
    ///   - colorType: What a sample is (PNG Specification, table 11.1).
    /// - Returns: The beginning of a file.
    static func begin(side: Int, bitDepth: UInt8, colorType: UInt8) -> [UInt8] {
        var header: [UInt8] = []
        PNGChunk.append(UInt32(side), to: &header)
        PNGChunk.append(UInt32(side), to: &header)
        // Zeros for deflate, adaptive filtering and no interlacing (§11.2.1).
        header += [bitDepth, colorType, 0, 0, 0]
        var file = PNGChunk.signature
        PNGChunk.append("IHDR", header, to: &file)
        return file
    }

    /// Appends the resolution: pixels per metre along both axes, and 1 for the metre (§11.3.4.3).
    static func append(dpi: Int, to file: inout [UInt8]) {
        // An inch is 0.0254 m exactly.
        let pixelsPerMetre = UInt32((Double(dpi) / 0.0254).rounded())
        var size: [UInt8] = []
        PNGChunk.append(pixelsPerMetre, to: &size)
        PNGChunk.append(pixelsPerMetre, to: &size)
        PNGChunk.append("pHYs", size + [1], to: &file)
    }
}
