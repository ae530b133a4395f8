// SPDX-License-Identifier: Apache-2.0

/// The message of a Micro QR Code symbol: one block of data and error correction (ISO/IEC 18004:2015, 7.4 and 7.5).
enum MicroQRMessage {
    /// The bits in the order in which they are placed.
    static func bits(_ segments: [Segment], version: MicroQRVersion, level: MicroQRVersion.Level) -> [Bool] {
        var data = [UInt8](repeating: 0, count: level.dataCodewords + BitWriter.slack)
        unsafe data.withUnsafeMutableBufferPointer { codewords in
            var writer = unsafe BitWriter(codewords: codewords.baseAddress.unsafelyUnwrapped)
            writer.append(segments, format: version.format)
            writer.finish(bitCount: level.dataBits, terminator: version.terminator)
        }
        var bits = data.flatMap(MicroQRMessage.bits).prefix(level.dataBits)
        // To error correction, a last codeword of four bits is one of eight whose lower half is 0 (7.5.2).
        let ecc = ReedSolomon.codewords(data.prefix(level.dataCodewords), count: level.eccCodewords)
        bits += ecc.flatMap(MicroQRMessage.bits)
        return Array(bits)
    }

    private static func bits(_ codeword: UInt8) -> [Bool] { (0..<8).map { codeword >> (7 - $0) & 1 == 1 } }
}

extension ReedSolomon {
    /// The error correction codewords of a single block.
    static func codewords(_ data: some Sequence<UInt8>, count: Int) -> [UInt8] {
        let code = ReedSolomon(degree: count)
        var remainder: Remainder = (0, 0, 0, 0)
        for codeword in data { code.step(codeword, &remainder) }
        let words = [remainder.0, remainder.1, remainder.2, remainder.3]
        return (0..<count).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64($0 % 8 * 8)) }
    }
}
