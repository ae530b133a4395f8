// SPDX-License-Identifier: Apache-2.0

extension Segment.Mode {
    /// The four bits that begin a segment (ISO/IEC 18004:2015, 7.4.1, Table 2).
    var indicator: UInt64 {
        switch self {
        case .numeric: 0b0001
        case .alphanumeric: 0b0010
        case .byte: 0b0100
        case .kanji: 0b1000
        case .eci: 0b0111
        case .fnc1First: 0b0101
        case .fnc1Second: 0b1001
        case .structuredAppend: 0b0011
        }
    }

    /// The length of the character count indicator (Table 3); a header segment has none.
    func countBits(_ versions: VersionClass) -> Int {
        switch self {
        case .numeric: 10 + 2 * versions.rawValue
        case .alphanumeric: 9 + 2 * versions.rawValue
        case .byte: versions == .small ? 8 : 16
        case .kanji: 8 + 2 * versions.rawValue
        case .eci, .fnc1First, .fnc1Second, .structuredAppend: 0
        }
    }

    /// The bits of a segment before its characters.
    func headerBits(_ versions: VersionClass) -> Int { 4 + countBits(versions) }

    /// The bits of so many characters (7.4.3 to 7.4.6); for a header segment, of so many bytes.
    func dataBits(characters count: Int) -> Int {
        switch self {
        case .numeric: (10 * count + 2) / 3
        case .alphanumeric: (11 * count + 1) / 2
        case .byte, .eci, .fnc1First, .fnc1Second, .structuredAppend: 8 * count
        case .kanji: 13 * count
        }
    }
}
