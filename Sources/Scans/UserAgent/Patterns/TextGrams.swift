// SPDX-License-Identifier: Apache-2.0

/// Which triples of neighbouring bytes a text has, letter case ignored: 65,536 bits, to which each triple is hashed.
///
/// That a triple is missing is certain; that it is there may be chance, one in five hundred for a usual user agent.
struct TextGrams {
    private var words = [UInt64](repeating: 0, count: 1 << 10)

    /// The triples of a text.
    init(of text: [UInt8]) {
        for place in Self.places(of: text) { words[Int(place >> 6)] |= 1 << UInt64(place & 63) }
    }

    /// Whether the triple of a place is there.
    func contains(_ place: UInt16) -> Bool { words[Int(place >> 6)] & 1 << UInt64(place & 63) != 0 }

    /// The places of a text's triples.
    static func places(of text: [UInt8]) -> [UInt16] {
        var places: [UInt16] = []
        places.reserveCapacity(text.count)
        var triple: UInt32 = 0
        for (index, byte) in text.enumerated() {
            let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            triple = (triple << 8 | UInt32(lower)) & 0xFF_FFFF
            // Multiplying by 2^32 divided by the golden ratio spreads neighbours (Knuth, volume 3, 6.4).
            if index >= 2 { places.append(UInt16(truncatingIfNeeded: (triple &* 0x9E37_79B9) >> 16)) }
        }
        return places
    }
}
