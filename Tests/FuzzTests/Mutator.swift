// SPDX-License-Identifier: Apache-2.0

/// Changes inputs in the ways that break parsers: single bits and bytes, edges of number ranges in either byte order,
/// pieces cut out, repeated, put in or exchanged between inputs.
struct Mutator {
    private var chance: SplitMix

    init(seed: UInt64) {
        chance = SplitMix(seed: seed)
    }

    /// One to six changes of an input, which stays below a bound.
    mutating func mutate(_ input: [UInt8], other: [UInt8], longest: Int) -> [UInt8] {
        var bytes = input
        for _ in 0..<Int.random(in: 1...6, using: &chance) {
            change(&bytes, other)
        }
        if bytes.count > longest { bytes.removeLast(bytes.count - longest) }
        return bytes
    }

    /// Any of the elements.
    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.randomElement(using: &chance)
    }

    /// True once in so many times.
    mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &chance) == 0 }

    private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &chance)
        switch Int.random(in: 0..<8, using: &chance) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
        case 1 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &chance)
        case 2: bytes.removeSubrange(piece(of: bytes))
        case 3: bytes.insert(contentsOf: bytes[piece(of: bytes)], at: place)
        case 4: bytes.insert(contentsOf: other[piece(of: other)], at: place)
        case 5: overwriteNumber(in: &bytes, at: place)
        case 6: bytes.removeLast(bytes.count - place)
        default: bytes.insert(UInt8.random(in: 0...255, using: &chance), at: place)
        }
    }

    /// A piece, mostly a short one.
    private mutating func piece(of bytes: [UInt8]) -> Range<Int> {
        let start = Int.random(in: 0...bytes.count, using: &chance)
        let longest = min(bytes.count - start, oneIn(4) ? bytes.count : 16)
        return start..<start + Int.random(in: 0...longest, using: &chance)
    }

    private mutating func overwriteNumber(in bytes: inout [UInt8], at place: Int) {
        let width = [1, 2, 4].randomElement(using: &chance) ?? 1
        let edges: [UInt32] = [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, .max]
        let number = edges.randomElement(using: &chance) ?? 0
        let digits = (0..<width).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) }
        let end = min(place + width, bytes.count)
        bytes.replaceSubrange(place..<end, with: oneIn(2) ? digits : digits.reversed())
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): bits by chance that are the same in every run.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
