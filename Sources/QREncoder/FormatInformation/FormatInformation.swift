// SPDX-License-Identifier: Apache-2.0

/// The fifteen bits that tell a reader level and mask, and the two strips of modules that carry them
/// (ISO/IEC 18004:2015, 7.9, Annex C).
///
/// Both copies lie on line 8, one copy in the column and its other half in the row: each strip has nine modules from
/// the top or left edge (the timing module among them is not part of it) and eight at the far end.
struct FormatInformation {
    /// Modules 0…8 of column 8, from the top.
    let columnStart: UInt64
    /// The last eight modules of column 8, downwards; the first is the dark module of 7.9.1.
    let columnEnd: UInt64
    /// Modules 0…8 of row 8, from the left.
    let rowStart: UInt64
    /// The last eight modules of row 8, to the right.
    let rowEnd: UInt64

    init(errorCorrection: ErrorCorrection, mask: Int) {
        let bits = UInt64(FormatInformation.bits(errorCorrection: errorCorrection, mask: mask))
        // Figure 25: upwards along row 8 and down column 8, bit 0 sits at the top of the column; module 6 of each
        // strip belongs to the timing pattern and is skipped.
        columnStart = bits & 0x3F | (bits >> 6 & 3) << 7
        rowStart = FormatInformation.reversed(bits >> 9, count: 6) | (bits >> 7 & 1) << 8 | (bits >> 8 & 1) << 7
        // The second copy: bit 0 at the right end of the row, bit 14 at the bottom of the column.
        rowEnd = FormatInformation.reversed(bits, count: 8)
        columnEnd = 1 | (bits >> 8) << 1
    }

    /// Adds the dark modules to packed rows.
    func draw(rows: UnsafeMutablePointer<UInt64>, size: Int, wordsPerLine: Int) {
        for line in 0..<9 {
            unsafe rows[line * wordsPerLine] |= (columnStart >> UInt64(line) & 1) << 8
        }
        for line in 0..<8 {
            unsafe rows[(size - 8 + line) * wordsPerLine] |= (columnEnd >> UInt64(line) & 1) << 8
        }
        let position = size - 8
        let word = 8 * wordsPerLine + position / 64
        unsafe rows[8 * wordsPerLine] |= rowStart
        unsafe rows[word] |= rowEnd << UInt64(position % 64)
        if position % 64 > 56 { unsafe rows[word + 1] |= rowEnd >> UInt64(64 - position % 64) }
    }

    /// Level, mask and ten check bits, masked so that no combination is all light (7.9.1).
    static func bits(errorCorrection: ErrorCorrection, mask: Int) -> Int {
        BCHCode.codeword(indicator(errorCorrection) << 3 | mask, generator: 0x537, checkBits: 10) ^ 0x5412
    }

    /// Table 12: the two-bit indicator of a level.
    private static func indicator(_ errorCorrection: ErrorCorrection) -> Int {
        switch errorCorrection {
        case .low: 0b01
        case .medium: 0b00
        case .quartile: 0b11
        case .high: 0b10
        }
    }

    /// The low `count` bits in opposite order.
    private static func reversed(_ bits: UInt64, count: Int) -> UInt64 {
        var reversed: UInt64 = 0
        for bit in 0..<count { reversed |= (bits >> UInt64(bit) & 1) << UInt64(count - 1 - bit) }
        return reversed
    }
}
