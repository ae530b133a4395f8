// SPDX-License-Identifier: Apache-2.0

/// A step of a deflate stream: one byte as it is, or a copy of earlier bytes.
///
/// Packed into four bytes, because the largest pictures have a hundred thousand of them, and as symbols, because they
/// are counted and written as such.
struct DeflateToken: Equatable {
    /// From the lowest bit on: nine of the symbol of a byte or a length, five that follow its word, five of the symbol
    /// of a distance and thirteen that follow this one's word.
    private let bits: UInt32

    /// A byte.
    @inline(__always)
    static func literal(_ byte: UInt8) -> DeflateToken {
        DeflateToken(bits: UInt32(byte))
    }

    /// `length` bytes (3…258) from `distance` bytes (1…32,768) before.
    @inline(__always)
    static func copy(length: Int, distance: Int) -> DeflateToken {
        copy(length: length, Source(distance: distance))
    }

    /// `length` bytes (3…258) from a place before.
    @inline(__always)
    static func copy(length: Int, _ source: Source) -> DeflateToken {
        let length = symbol(ofLength: length)
        return DeflateToken(bits: source.bits | UInt32(truncatingIfNeeded: length.symbol | length.extraBits &<< 9))
    }

    /// Where copies begin, for several of one distance.
    struct Source {
        /// The symbol of the distance and what follows it, where tokens have them.
        fileprivate let bits: UInt32

        /// Nowhere.
        static let none = Source(bits: 0)

        private init(bits: UInt32) { self.bits = bits }

        /// `distance` bytes before, 1…32,768.
        @inline(__always)
        init(distance: Int) {
            let symbol = DeflateToken.symbol(ofDistance: distance)
            bits = UInt32(truncatingIfNeeded: symbol.symbol &<< 14 | symbol.extraBits &<< 19)
        }

        /// How many bits follow the symbol's word.
        @inline(__always)
        var extraCount: Int { DeflateToken.extraCount(ofDistanceSymbol: Int(truncatingIfNeeded: bits &>> 14 & 0x1F)) }
    }

    /// The byte, or `nil` for a copy.
    var literal: UInt8? { isLiteral ? UInt8(truncatingIfNeeded: bits) : nil }
    /// Whether this is a byte.
    @inline(__always)
    var isLiteral: Bool { symbol < 256 }
    /// The byte, or the symbol of a copy's length.
    @inline(__always)
    var symbol: Int { Int(truncatingIfNeeded: bits & 0x1FF) }
    /// The bits that follow the word of this symbol.
    @inline(__always)
    var extraBits: Int { Int(truncatingIfNeeded: bits &>> 9 & 0x1F) }
    /// The symbol of a copy's distance; of no meaning for a byte.
    @inline(__always)
    var distanceSymbol: Int { Int(truncatingIfNeeded: bits &>> 14 & 0x1F) }
    /// The bits that follow the word of this symbol.
    @inline(__always)
    var distanceExtraBits: Int { Int(truncatingIfNeeded: bits &>> 19) }

    /// The bytes that a copy repeats; of no meaning for a byte.
    var length: Int {
        if symbol == 285 { return 258 }
        if symbol < 265 { return symbol - 254 }
        let extra = Self.extraCount(ofLengthSymbol: symbol)
        return 3 + (4 + (symbol - 261) % 4) << extra + extraBits
    }

    /// How far back a copy begins; of no meaning for a byte.
    var distance: Int {
        let symbol = distanceSymbol
        if symbol < 4 { return symbol + 1 }
        return 1 + (2 + symbol % 2) << Self.extraCount(ofDistanceSymbol: symbol) + distanceExtraBits
    }

    /// How many bits follow the word of a length's symbol, and none that of a byte.
    @inline(__always)
    static func extraCount(ofLengthSymbol symbol: Int) -> Int {
        symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4
    }

    /// How many bits follow the word of a distance's symbol.
    @inline(__always)
    static func extraCount(ofDistanceSymbol symbol: Int) -> Int {
        symbol < 4 ? 0 : symbol / 2 - 1
    }

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
