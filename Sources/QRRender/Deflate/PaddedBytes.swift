// SPDX-License-Identifier: Apache-2.0

/// Bytes that are compared eight at a time; as many zeros stand behind them, so that this can be done everywhere.
struct PaddedBytes {
    private let bytes: [UInt8]

    /// Takes bytes.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes + [0, 0, 0, 0, 0, 0, 0, 0]
    }

    /// The byte at a place.
    subscript(place: Int) -> UInt8 { bytes[place] }

    /// How many bytes from two places on are equal.
    ///
    /// - Parameters:
    ///   - one: A place.
    ///   - other: Another.
    ///   - most: How many to look at; none of them may lie beyond the end.
    /// - Returns: The number of equal bytes, `most` when all are.
    @inline(__always)
    func equalBytes(_ one: Int, _ other: Int, most: Int) -> Int {
        var length = 0
        while length < most {
            let difference = word(at: one + length) ^ word(at: other + length)
            if difference != 0 { return min(most, length + difference.trailingZeroBitCount / 8) }
            length += 8
        }
        return most
    }

    /// The eight bytes from a place on, the first in the lowest bits.
    @inline(__always)
    func word(at place: Int) -> UInt64 {
        // The span checks that the place and the seven behind are within the bytes.
        unsafe UInt64(littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
}
