// SPDX-License-Identifier: Apache-2.0

/// SipHash-2-4, a keyed hash of 64 bits (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012).
///
/// Who does not know the key can neither tell the hash of an input nor find an input for a hash.
struct SipHash {
    /// A key of 128 bits.
    struct Key: Sendable {
        /// Its first eight bytes, read as a little-endian number.
        let low: UInt64
        /// Its last eight bytes, likewise.
        let high: UInt64
    }

    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64
    private var byteCount = 0

    /// The constants are "somepseudorandomlygeneratedbytes" in ASCII (section 2.1).
    init(key: Key) {
        v0 = key.low ^ 0x736F_6D65_7073_6575
        v1 = key.high ^ 0x646F_7261_6E64_6F6D
        v2 = key.low ^ 0x6C79_6765_6E65_7261
        v3 = key.high ^ 0x7465_6462_7974_6573
    }

    /// Takes in eight bytes, read as a little-endian number.
    mutating func absorb(_ word: UInt64) {
        v3 ^= word
        round()
        round()
        v0 ^= word
        byteCount += 8
    }

    /// Takes in the rest of the message, of any length, and gives the hash.
    consuming func finish(_ bytes: RawSpan) -> UInt64 {
        var offset = 0
        while offset + 8 <= bytes.byteCount {
            // The loop's condition keeps eight bytes within the span.
            absorb(unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
            offset += 8
        }
        // The last word: the bytes left over, and the message's length modulo 256 on top.
        var last = UInt64(UInt8(truncatingIfNeeded: byteCount + bytes.byteCount - offset)) << 56
        for index in offset..<bytes.byteCount {
            last |=
                UInt64(unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)) << UInt64(8 * (index - offset))
        }
        absorb(last)
        v2 ^= 0xFF
        for _ in 0..<4 { round() }
        return v0 ^ v1 ^ v2 ^ v3
    }

    @inline(__always)
    private mutating func round() {
        v0 &+= v1
        v2 &+= v3
        v1 = (v1 << 13 | v1 >> 51) ^ v0
        v3 = (v3 << 16 | v3 >> 48) ^ v2
        v0 = v0 << 32 | v0 >> 32
        v2 &+= v1
        v0 &+= v3
        v1 = (v1 << 17 | v1 >> 47) ^ v2
        v3 = (v3 << 21 | v3 >> 43) ^ v0
        v2 = v2 << 32 | v2 >> 32
    }
}
