// SPDX-License-Identifier: Apache-2.0

/// A run of data in one mode: the unit in which a message is written (ISO/IEC 18004:2015, 7.3 and 7.4).
///
/// A segment is valid by construction: the static makers check their input.
public struct Segment: Sendable, Hashable {
    /// The modes of a QR Code segment (7.3).
    public enum Mode: Sendable, Hashable, CaseIterable {
        /// The digits 0–9, three in ten bits.
        case numeric
        /// Digits, capital letters, space and `$%*+-./:`, two in eleven bits.
        case alphanumeric
        /// Any bytes, eight bits each.
        case byte
        /// Characters of JIS X 0208 as Shift JIS double bytes, thirteen bits each.
        case kanji
        /// An Extended Channel Interpretation header: no characters, it tells how the following bytes are meant.
        case eci
        /// FNC1 in first position: no characters, it tells that the message is a GS1 element string.
        case fnc1First
        /// FNC1 in second position: an application indicator, which tells by whose rules the message is formatted.
        case fnc1Second
        /// A Structured Append header: which of several symbols this is.
        case structuredAppend

        /// Whether the segment tells something about the others and has no characters of its own.
        var isHeader: Bool {
            switch self {
            case .numeric, .alphanumeric, .byte, .kanji: false
            case .eci, .fnc1First, .fnc1Second, .structuredAppend: true
            }
        }
    }

    /// The mode in which the segment is written.
    public let mode: Mode
    /// The value of the character count indicator: digits, characters, bytes or kanji; 0 for a header.
    public let characterCount: Int
    /// The characters in UTF-8; for a byte segment its bytes, for a header what it tells.
    let content: [UInt8]

    /// The bits of the segment in a symbol of such a version; `nil` when the character count indicator is too short.
    func bitCount(_ versions: VersionClass) -> Int? {
        guard characterCount < 1 << mode.countBits(versions) else { return nil }
        return mode.headerBits(versions) + dataBits
    }

    /// The bits after the header.
    var dataBits: Int { mode.dataBits(characters: mode.isHeader ? content.count : characterCount) }
}
