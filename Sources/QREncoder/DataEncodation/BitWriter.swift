// SPDX-License-Identifier: Apache-2.0

/// Writes bits into codewords, the most significant first, several bytes at a time.
@safe
struct BitWriter {
    /// How many bytes after the last codeword a write may touch.
    static let slack = 8

    private let codewords: UnsafeMutablePointer<UInt8>
    /// The whole bytes written.
    private var byteCount = 0
    /// The bits that are not written yet, in the low `pendingCount` bits; what is above them is stale.
    private var pending: UInt64 = 0
    /// At most 31.
    private var pendingCount = 0

    /// A writer at the first of the codewords.
    init(codewords: UnsafeMutablePointer<UInt8>) { unsafe self.codewords = codewords }

    /// Writes the low `count` (0…32) bits of a value that has no others.
    @inline(__always)
    mutating func append(_ value: UInt64, count: Int) {
        pending = pending &<< UInt64(truncatingIfNeeded: count) | value
        pendingCount &+= count
        if pendingCount >= 32 {
            pendingCount &-= 32
            let word = UInt32(truncatingIfNeeded: pending &>> UInt64(truncatingIfNeeded: pendingCount))
            let raw = unsafe UnsafeMutableRawPointer(codewords + byteCount)
            unsafe raw.storeBytes(of: word.bigEndian, as: UInt32.self)
            byteCount &+= 4
        }
    }

    /// Ends the message (ISO/IEC 18004:2015, 7.4.9 and 7.4.10): the terminator of 0 bits or as many as fit, 0 bits up to
    /// a whole codeword, and the pad codewords by turns.
    ///
    /// A last codeword of four bits, in the upper half of its byte, is never padded but with 0.
    ///
    /// - Parameters:
    ///   - bitCount: The data bits of the symbol.
    ///   - terminator: The bits of the terminator, at most 9.
    @inline(__always)
    mutating func finish(bitCount: Int, terminator: Int) {
        let codewordCount = bitCount / 8
        let free = bitCount - (byteCount * 8 + pendingCount)
        append(0, count: min(terminator, free))
        while pendingCount > 0 {
            let partial = pendingCount % 8
            if partial > 0 { append(0, count: 8 - partial) }
            while pendingCount >= 8 {
                pendingCount -= 8
                unsafe codewords[byteCount] = UInt8(truncatingIfNeeded: pending >> UInt64(pendingCount))
                byteCount += 1
            }
        }
        var pad: UInt8 = 0b1110_1100
        while byteCount < codewordCount {
            unsafe codewords[byteCount] = pad
            pad ^= 0b1110_1100 ^ 0b0001_0001
            byteCount += 1
        }
        if bitCount % 8 > 0 && byteCount == codewordCount { unsafe codewords[byteCount] = 0 }
    }
}
