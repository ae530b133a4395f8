// SPDX-License-Identifier: Apache-2.0

/// A step of a deflate stream: one byte as it is, or a copy of earlier bytes.
///
/// Packed into four bytes, because the largest pictures have a hundred thousand of them.
struct DeflateToken: Equatable {
    /// A copy's length, or the byte.
    private let value: UInt16
    /// A copy's distance less one, or 0xFFFF for a byte.
    private let offset: UInt16

    /// A byte.
    static func literal(_ byte: UInt8) -> DeflateToken {
        DeflateToken(value: UInt16(byte), offset: 0xFFFF)
    }

    /// `length` bytes (3…258) from `distance` bytes (1…32,768) before.
    static func copy(length: Int, distance: Int) -> DeflateToken {
        DeflateToken(value: UInt16(length), offset: UInt16(distance - 1))
    }

    /// The byte, or `nil` for a copy.
    var literal: UInt8? { offset == 0xFFFF ? UInt8(truncatingIfNeeded: value) : nil }
    /// The bytes that a copy repeats; of no meaning for a byte.
    var length: Int { Int(value) }
    /// How far back a copy begins; of no meaning for a byte.
    var distance: Int { Int(offset) + 1 }

    /// A symbol of one of the two alphabets and the bits that follow its word.
    struct Symbol: Equatable {
        let symbol: Int
        let extraBits: Int
        let extraCount: Int
    }

    /// The symbol of a length: four symbols for each number of extra bits, but 285 for 258 alone (RFC 1951, §3.2.5).
    @inline(__always)
    static func symbol(ofLength length: Int) -> Symbol {
        let offset = length - 3
        if length == 258 { return Symbol(symbol: 285, extraBits: 0, extraCount: 0) }
        if offset < 8 { return Symbol(symbol: 257 + offset, extraBits: 0, extraCount: 0) }
        let extra = floorLog2(offset) - 2
        return Symbol(
            symbol: 261 + 4 * extra + offset >> extra & 3,
            extraBits: offset & (1 << extra - 1),
            extraCount: extra,
        )
    }

    /// The symbol of a distance: two symbols for each number of extra bits (RFC 1951, §3.2.5).
    @inline(__always)
    static func symbol(ofDistance distance: Int) -> Symbol {
        let offset = distance - 1
        if offset < 4 { return Symbol(symbol: offset, extraBits: 0, extraCount: 0) }
        let extra = floorLog2(offset) - 1
        return Symbol(
            symbol: 2 + 2 * extra + offset >> extra & 1,
            extraBits: offset & (1 << extra - 1),
            extraCount: extra,
        )
    }

    private static func floorLog2(_ number: Int) -> Int {
        Int.bitWidth - 1 - number.leadingZeroBitCount
    }
}
