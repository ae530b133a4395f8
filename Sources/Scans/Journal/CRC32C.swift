// SPDX-License-Identifier: Apache-2.0

/// The cyclic redundancy check of RFC 3720, appendix B.4 (Castagnoli's polynomial), eight bytes at a step.
///
/// Finds torn and damaged records. "Slicing by eight" (Kounavis and Berry, 2005): table `k` holds what a byte does to the
/// remainder when `k` more bytes follow it, so that eight look-ups replace eight dependent steps.
enum CRC32C {
    /// The polynomial 0x1EDC6F41 with its bits reversed.
    private static let polynomial: UInt32 = 0x82F6_3B78

    /// Eight tables of 256 remainders, one behind the other.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var remainder = UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ polynomial : remainder >> 1 }
            tables[byte] = remainder
        }
        for index in 256..<tables.count {
            let before = tables[index - 256]
            tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
        }
        return tables
    }()

    /// The check of `bytes`.
    /// - Parameters:
    ///   - bytes: of any length, none among them.
    ///   - seed: 0, or the check of what stands before `bytes`.
    /// - Returns: the 32 bits.
    static func checksum(_ bytes: RawSpan, seed: UInt32 = 0) -> UInt32 {
        let tables = tables.span
        var crc = ~seed
        var offset = 0
        while offset + 8 <= bytes.byteCount {
            // The loop's condition keeps eight bytes within the span.
            let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            crc = step(word ^ UInt64(crc), tables)
            offset += 8
        }
        while offset < bytes.byteCount {
            let byte = unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            crc = crc >> 8 ^ tables[Int((crc ^ UInt32(byte)) & 0xFF)]
            offset += 1
        }
        return ~crc
    }

    /// The remainder after eight bytes: the first one in the lowest bits, with seven more behind it.
    @inline(__always)
    private static func step(_ word: UInt64, _ tables: Span<UInt32>) -> UInt32 {
        tables[7 << 8 | Int(word & 0xFF)] ^ tables[6 << 8 | Int(word >> 8 & 0xFF)]
            ^ tables[5 << 8 | Int(word >> 16 & 0xFF)] ^ tables[4 << 8 | Int(word >> 24 & 0xFF)]
            ^ tables[3 << 8 | Int(word >> 32 & 0xFF)] ^ tables[2 << 8 | Int(word >> 40 & 0xFF)]
            ^ tables[1 << 8 | Int(word >> 48 & 0xFF)] ^ tables[Int(word >> 56)]
    }
}
