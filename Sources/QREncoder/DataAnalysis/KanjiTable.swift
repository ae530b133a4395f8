// SPDX-License-Identifier: Apache-2.0

/// The characters that kanji mode can write, with their thirteen-bit values (ISO/IEC 18004:2015, 7.4.6, Annex H).
///
/// The values are Shift JIS double bytes 0x8140…0x9FFC and 0xE040…0xEBBF, squeezed; the characters are those of
/// JIS X 0208 as the codec `shift_jis` maps them (U+301C for the wave dash, for one), without vendors' additions.
enum KanjiTable {
    /// The value of a scalar, 0…8191; `nil` for one outside JIS X 0208.
    static func value(of scalar: UInt32) -> UInt16? {
        guard scalar < 0x10000 else { return nil }
        let value = values[Int(scalar)]
        return value == absent ? nil : value
    }

    private static let absent: UInt16 = 0xFFFF

    /// The value of every scalar of the Basic Multilingual Plane, unfolded on first use.
    private static let values: [UInt16] = {
        var values = [UInt16](repeating: absent, count: 0x10000)
        var row = 0
        var cell = 0
        for scalar in characters.description.unicodeScalars {
            if scalar == "\n" {
                row += 1
                cell = 0
                continue
            }
            if scalar != "." { values[Int(scalar.value)] = value(row: row, cell: cell) }
            cell += 1
        }
        return values
    }()

    /// The value of a cell, row and cell counted from 0.
    ///
    /// Two rows of JIS X 0208 share a lead byte of 0xC0 values, in which Shift JIS leaves out the trail byte 0x7F.
    private static func value(row: Int, cell: Int) -> UInt16 {
        let within = row % 2 == 0 ? cell + (cell >= 63 ? 1 : 0) : cell + 0x5F
        return UInt16(row / 2 * 0xC0 + within)
    }
}
