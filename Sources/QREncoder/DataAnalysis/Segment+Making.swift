// SPDX-License-Identifier: Apache-2.0

extension Segment {
    /// A byte segment; the reader takes the bytes by the ECI in force, by default ISO/IEC 8859-1.
    ///
    /// - Parameter bytes: Any bytes, possibly none; a symbol holds at most 2,953.
    /// - Returns: The segment.
    public static func bytes(_ bytes: [UInt8]) -> Segment {
        Segment(mode: .byte, characterCount: bytes.count, content: bytes)
    }

    /// A byte segment of the text's UTF-8, without an ECI header.
    ///
    /// - Parameter text: Any text.
    /// - Returns: The segment.
    public static func utf8(_ text: String) -> Segment { .bytes(Array(text.utf8)) }

    /// A numeric segment.
    ///
    /// - Parameter digits: The digits 0–9 alone, possibly none; a symbol holds at most 7,089.
    /// - Returns: The segment.
    /// - Throws: `EncodingError.invalidCharacter` for the first other character.
    public static func numeric(_ digits: String) throws(EncodingError) -> Segment {
        try check(digits, mode: .numeric) { character in
            character.utf8.count == 1 && character.utf8.allSatisfy(CharacterClass.isDigit)
        }
        return Segment(mode: .numeric, characterCount: digits.utf8.count, content: Array(digits.utf8))
    }

    /// An alphanumeric segment.
    ///
    /// - Parameter text: Digits, capital letters, space and `$%*+-./:` alone, possibly none; a symbol holds at most
    ///   4,296 characters.
    /// - Returns: The segment.
    /// - Throws: `EncodingError.invalidCharacter` for the first other character.
    public static func alphanumeric(_ text: String) throws(EncodingError) -> Segment {
        try check(text, mode: .alphanumeric) { character in
            character.utf8.count == 1 && character.utf8.allSatisfy(CharacterClass.isAlphanumeric)
        }
        return Segment(mode: .alphanumeric, characterCount: text.utf8.count, content: Array(text.utf8))
    }

    /// A kanji segment.
    ///
    /// - Parameter text: Characters of JIS X 0208 alone, possibly none; a symbol holds at most 1,817.
    /// - Returns: The segment.
    /// - Throws: `EncodingError.invalidCharacter` for the first other character.
    public static func kanji(_ text: String) throws(EncodingError) -> Segment {
        try check(text, mode: .kanji) { character in
            character.unicodeScalars.allSatisfy { KanjiTable.value(of: $0.value) != nil }
        }
        return Segment(mode: .kanji, characterCount: text.unicodeScalars.count, content: Array(text.utf8))
    }

    /// An Extended Channel Interpretation header, in force for the segments after it (ISO/IEC 18004:2015, 7.4.2).
    ///
    /// - Parameter assignment: The ECI assignment number, 0…999,999; 26 is UTF-8.
    /// - Returns: The segment.
    /// - Throws: `EncodingError.invalidECIAssignment` for other numbers.
    public static func eci(_ assignment: Int) throws(EncodingError) -> Segment {
        // Table 4: one, two or three codewords, told apart by their first bits.
        let content: [UInt8]
        switch assignment {
        case 0..<128: content = [UInt8(assignment)]
        case 128..<16384: content = [0x80 | UInt8(assignment >> 8), UInt8(assignment & 0xFF)]
        case 16384..<1_000_000:
            content = [0xC0 | UInt8(assignment >> 16), UInt8(assignment >> 8 & 0xFF), UInt8(assignment & 0xFF)]
        default: throw .invalidECIAssignment(assignment)
        }
        return Segment(mode: .eci, characterCount: 0, content: content)
    }

    private static func check(
        _ text: String,
        mode: Mode,
        accepts: (Character) -> Bool,
    ) throws(EncodingError) {
        for (index, character) in text.enumerated() where !accepts(character) {
            throw .invalidCharacter(character, index: index, mode: mode)
        }
    }
}
