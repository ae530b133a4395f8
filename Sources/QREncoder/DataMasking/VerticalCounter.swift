// SPDX-License-Identifier: Apache-2.0

/// Counts set bits over many lines without a population count for each: one counter of several bits stands upright in
/// every bit position (a carry-save adder), and only its highest carries are counted at once.
///
/// The default x86-64 target has no population count instruction, and its portable replacement costs twelve operations
/// a word; an addition here costs five for two words.
enum VerticalCounter {
    /// A word of two masks.
    typealias Lanes = DataMask.Lanes

    /// Adds two words to the binary digit that `sum` holds; the result is the carry, worth twice as much.
    @inline(__always)
    static func add(_ left: Lanes, _ right: Lanes, to sum: inout Lanes) -> Lanes {
        let half = sum ^ left
        let carry = sum & left | half & right
        sum = half ^ right
        return carry
    }

    /// Adds one word to the binary digit that `sum` holds; the result is the carry.
    @inline(__always)
    static func add(_ word: Lanes, to sum: inout Lanes) -> Lanes {
        let carry = sum & word
        sum ^= word
        return carry
    }

    /// The set bits of every byte, 0…8 each.
    @inline(__always)
    static func bytes(_ word: Lanes) -> Lanes {
        let pairs = word &- (word &>> 1 & Lanes(repeating: 0x5555_5555_5555_5555))
        let low = Lanes(repeating: 0x3333_3333_3333_3333)
        let fours = (pairs & low) &+ (pairs &>> 2 & low)
        return (fours &+ fours &>> 4) & Lanes(repeating: 0x0F0F_0F0F_0F0F_0F0F)
    }

    /// The sum of the eight bytes of each lane.
    @inline(__always)
    static func sum(ofBytes word: Lanes) -> Lanes {
        let low = Lanes(repeating: 0x00FF_00FF_00FF_00FF)
        let sixteens = (word & low) &+ (word &>> 8 & low)
        let wide = (sixteens &+ sixteens &>> 16) & Lanes(repeating: 0x0000_FFFF_0000_FFFF)
        return (wide &+ wide &>> 32) & Lanes(repeating: 0xFFFF_FFFF)
    }

    /// The set bits of each lane.
    @inline(__always)
    static func count(_ word: Lanes) -> Lanes { sum(ofBytes: bytes(word)) }
}
