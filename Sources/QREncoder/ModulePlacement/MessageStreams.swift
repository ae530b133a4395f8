// SPDX-License-Identifier: Apache-2.0

/// The message bits sorted by parity, so that a run of module pairs takes both its columns with a shift each.
///
/// In a run, every second bit goes to the right column and the ones between to the left. The streams keep the bits of
/// even and of odd position apart, each in two directions: for upward runs the first bit is the most significant of a
/// word, for downward runs the least significant, as a packed column needs it.
@safe
struct MessageStreams {
    /// The 64-bit words of one stream; the last is 0, so that a read may run over the end.
    private let wordsPerStream: Int
    /// Upward even, upward odd, downward even, downward odd.
    private let words: UnsafeMutablePointer<UInt64>

    /// The 64-bit words that the four streams need for a message of so many codewords.
    static func scratchWords(totalCodewords: Int) -> Int { 4 * wordsPerStream(totalCodewords) }

    /// The bytes after the message that `init` reads and expects to be 0.
    static let messageSlack = 16

    private static func wordsPerStream(_ totalCodewords: Int) -> Int { (totalCodewords + 15) / 16 + 1 }

    /// Sorts the bits.
    ///
    /// - Parameters:
    ///   - message: The final codeword sequence, followed by `messageSlack` bytes of 0 for the remainder bits (7.6).
    ///   - totalCodewords: Its length.
    ///   - scratch: Room for `scratchWords(totalCodewords:)` words.
    init(message: UnsafePointer<UInt8>, totalCodewords: Int, scratch: UnsafeMutablePointer<UInt64>) {
        wordsPerStream = MessageStreams.wordsPerStream(totalCodewords)
        unsafe words = scratch
        let raw = unsafe UnsafeRawPointer(message)
        for index in 0..<wordsPerStream - 1 {
            let first = MessageStreams.unshuffled(
                UInt64(bigEndian: unsafe raw.loadUnaligned(fromByteOffset: 16 &* index, as: UInt64.self)))
            let second = MessageStreams.unshuffled(
                UInt64(bigEndian: unsafe raw.loadUnaligned(fromByteOffset: 16 &* index &+ 8, as: UInt64.self)))
            let even = first & 0xFFFF_FFFF_0000_0000 | second &>> 32
            let odd = first &<< 32 | second & 0xFFFF_FFFF
            unsafe words[index] = even
            unsafe words[wordsPerStream &+ index] = odd
            unsafe words[2 &* wordsPerStream &+ index] = MessageStreams.reversed(even)
            unsafe words[3 &* wordsPerStream &+ index] = MessageStreams.reversed(odd)
        }
        for stream in 1...4 { unsafe words[stream * wordsPerStream - 1] = 0 }
    }

    /// Takes `count` (1…64) bits `first`, `first` + 2, …: the first one is the highest bit of the result.
    @inline(__always)
    func upward(first: Int, count: Int) -> UInt64 {
        let stream = unsafe words + (first & 1) &* wordsPerStream
        let position = first &>> 1
        let shift = UInt64(truncatingIfNeeded: position & 63)
        let high = unsafe stream[position &>> 6] &<< shift
        let low = unsafe (stream[position &>> 6 &+ 1] &>> 1) &>> (63 &- shift)
        return (high | low) &>> UInt64(truncatingIfNeeded: 64 &- count)
    }

    /// Takes `count` (1…64) bits `first`, `first` + 2, …: the first one is the lowest bit of the result.
    @inline(__always)
    func downward(first: Int, count: Int) -> UInt64 {
        let stream = unsafe words + (2 &+ first & 1) &* wordsPerStream
        let position = first &>> 1
        let shift = UInt64(truncatingIfNeeded: position & 63)
        let low = unsafe stream[position &>> 6] &>> shift
        let high = unsafe (stream[position &>> 6 &+ 1] &<< 1) &<< (63 &- shift)
        return (low | high) & ~0 &>> UInt64(truncatingIfNeeded: 64 &- count)
    }

    /// One message bit.
    @inline(__always)
    func bit(_ index: Int) -> UInt64 { upward(first: index, count: 1) }

    /// Moves the bits 63, 61, … to the upper half and the bits 62, 60, … to the lower, keeping their order.
    @inline(__always)
    private static func unshuffled(_ word: UInt64) -> UInt64 {
        // Swap the middle two of every four units, units of 1, 2, 4, 8 and 16 bits.
        var word = word
        var swap = (word ^ word &>> 1) & 0x2222_2222_2222_2222
        word ^= swap ^ swap &<< 1
        swap = (word ^ word &>> 2) & 0x0C0C_0C0C_0C0C_0C0C
        word ^= swap ^ swap &<< 2
        swap = (word ^ word &>> 4) & 0x00F0_00F0_00F0_00F0
        word ^= swap ^ swap &<< 4
        swap = (word ^ word &>> 8) & 0x0000_FF00_0000_FF00
        word ^= swap ^ swap &<< 8
        swap = (word ^ word &>> 16) & 0x0000_0000_FFFF_0000
        word ^= swap ^ swap &<< 16
        return word
    }

    /// The bits in opposite order.
    @inline(__always)
    private static func reversed(_ word: UInt64) -> UInt64 {
        var word = word.byteSwapped
        word = word &>> 4 & 0x0F0F_0F0F_0F0F_0F0F | (word & 0x0F0F_0F0F_0F0F_0F0F) &<< 4
        word = word &>> 2 & 0x3333_3333_3333_3333 | (word & 0x3333_3333_3333_3333) &<< 2
        return word &>> 1 & 0x5555_5555_5555_5555 | (word & 0x5555_5555_5555_5555) &<< 1
    }
}
