// SPDX-License-Identifier: Apache-2.0

/// The message of an rMQR Code symbol (ISO/IEC 23941:2022, 7.4 to 7.6).
enum RMQRMessage {
    /// The final codeword sequence: data by turns of the blocks, then error correction by turns.
    static func codewords(_ segments: [Segment], version: RMQRVersion, level: RMQRVersion.Level) -> [UInt8] {
        let data = data(segments, version: version, count: level.dataCodewords)
        let eccLength = (version.totalCodewords - level.dataCodewords) / level.blockCount
        let shortLength = level.dataCodewords / level.blockCount
        let shortCount = level.blockCount - level.dataCodewords % level.blockCount
        var blocks: [ArraySlice<UInt8>] = []
        var start = 0
        for block in 0..<level.blockCount {
            let end = start + shortLength + (block < shortCount ? 0 : 1)
            blocks.append(data[start..<end])
            start = end
        }
        let corrections = blocks.map { ReedSolomon.codewords($0, count: eccLength)[...] }
        return interleaved(blocks) + interleaved(corrections)
    }

    private static func data(_ segments: [Segment], version: RMQRVersion, count: Int) -> [UInt8] {
        var data = [UInt8](repeating: 0, count: count + BitWriter.slack)
        unsafe data.withUnsafeMutableBufferPointer { codewords in
            var writer = unsafe BitWriter(codewords: codewords.baseAddress.unsafelyUnwrapped)
            writer.append(segments, format: version.format)
            writer.finish(bitCount: 8 * count, terminator: 3)
        }
        return Array(data.prefix(count))
    }

    private static func interleaved(_ blocks: [ArraySlice<UInt8>]) -> [UInt8] {
        (0..<(blocks.map(\.count).max() ?? 0)).flatMap { index in
            blocks.compactMap { index < $0.count ? $0[$0.startIndex + index] : nil }
        }
    }
}
