// SPDX-License-Identifier: Apache-2.0

/// Step 1 of ISO/IEC 18004:2015, 7.1: the modes that write a text in the fewest bits, by dynamic programming instead
/// of the rules of thumb of Annex J.
///
/// For every prefix of the text and every mode, the least cost of writing the prefix and standing in that mode, its
/// header paid, follows from those of the prefix before. Costs are in sixths of a bit, in which a digit (10/3 bits)
/// and an alphanumeric character (11/2 bits) are whole numbers; leaving a mode rounds up to a bit. As rounding keeps
/// the order of costs, the least sum is exact.
enum Segmentation {
    /// The modes by their number in `modes`.
    static let modes: [Segment.Mode] = [.numeric, .alphanumeric, .byte, .kanji]

    private static let byte: UInt8 = 2

    /// Finds the best modes among numeric, alphanumeric and byte.
    ///
    /// - Parameters:
    ///   - text: The UTF-8 of a text.
    ///   - versions: The class of the version, which decides the length of the headers.
    ///   - modes: Room for as many bytes; receives for each byte of the text its mode as an index of `Segmentation.modes`.
    /// - Returns: The bits of all segments.
    static func optimize(
        _ text: UnsafeBufferPointer<UInt8>,
        versions: VersionClass,
        modes: UnsafeMutablePointer<UInt8>,
    ) -> Int {
        let numericHeader = 6 * Segment.Mode.numeric.headerBits(versions)
        let alphanumericHeader = 6 * Segment.Mode.alphanumeric.headerBits(versions)
        let byteHeader = 6 * Segment.Mode.byte.headerBits(versions)
        var numeric = numericHeader
        var alphanumeric = alphanumericHeader
        var bytes = byteHeader
        for index in 0..<text.count {
            let value = unsafe CharacterClass.table[Int(text[index])]
            bytes &+= 48
            // Where each mode is entered from: two bits a mode, its own number when it is not entered but continued.
            var origins = byte &<< 4
            if value == CharacterClass.other {
                numeric = bytes &+ numericHeader
                alphanumeric = bytes &+ alphanumericHeader
                origins |= byte &<< 2 | byte
            } else {
                alphanumeric &+= 33
                let wholeAlphanumeric = roundedUp(alphanumeric)
                if value & CharacterClass.digit != 0 {
                    numeric &+= 20
                    let wholeNumeric = roundedUp(numeric)
                    if wholeNumeric &+ byteHeader < bytes {
                        bytes = wholeNumeric &+ byteHeader
                        origins = 0
                    }
                    if wholeNumeric &+ alphanumericHeader < alphanumeric {
                        alphanumeric = wholeNumeric &+ alphanumericHeader
                    } else {
                        origins |= 1 &<< 2
                    }
                } else {
                    let fromBytes = bytes < wholeAlphanumeric
                    numeric = (fromBytes ? bytes : wholeAlphanumeric) &+ numericHeader
                    origins |= 1 &<< 2 | (fromBytes ? byte : 1)
                }
                if wholeAlphanumeric &+ byteHeader < bytes {
                    bytes = wholeAlphanumeric &+ byteHeader
                    origins = origins & 0b1111 | 1 &<< 4
                }
            }
            unsafe modes[index] = origins
        }
        var mode: UInt8 = numeric <= min(alphanumeric, bytes) ? 0 : alphanumeric <= bytes ? 1 : byte
        let cost = min(numeric, alphanumeric, bytes)
        // Walk back: the mode in which a byte is written is the one from which the mode after it was entered.
        for index in stride(from: text.count - 1, through: 0, by: -1) {
            mode = unsafe modes[index] &>> (2 &* mode) & 0b11
            unsafe modes[index] = mode
        }
        return text.isEmpty ? 0 : roundedUp(cost) / 6
    }

    @inline(__always)
    static func roundedUp(_ cost: Int) -> Int { (cost &+ 5) / 6 &* 6 }
}
