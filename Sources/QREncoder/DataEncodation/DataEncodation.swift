// SPDX-License-Identifier: Apache-2.0

/// Step 2 of ISO/IEC 18004:2015, 7.1: segments become bits (7.4).
extension BitWriter {
    /// Writes a segment made by hand.
    mutating func append(_ segment: Segment, versions: VersionClass) {
        unsafe segment.content.withUnsafeBufferPointer { content in
            unsafe append(segment.mode, characterCount: segment.characterCount, text: content, versions: versions)
        }
    }

    /// Writes a segment: mode indicator, character count indicator, characters.
    ///
    /// - Parameters:
    ///   - mode: The mode, in which every character must be writable.
    ///   - characterCount: The characters, at most what the character count indicator holds.
    ///   - text: The characters in UTF-8, or the bytes of a byte segment or a header.
    ///   - versions: The class of the symbol's version.
    mutating func append(
        _ mode: Segment.Mode,
        characterCount: Int,
        text: UnsafeBufferPointer<UInt8>,
        versions: VersionClass,
    ) {
        append(mode.indicator, count: 4)
        append(UInt64(characterCount), count: mode.countBits(versions))
        unsafe appendCharacters(text, in: mode)
    }

    /// Writes the characters of a segment.
    @inline(__always)
    mutating func appendCharacters(_ text: UnsafeBufferPointer<UInt8>, in mode: Segment.Mode) {
        switch mode {
        case .numeric: unsafe appendDigits(text)
        case .alphanumeric: unsafe appendAlphanumerics(text)
        case .byte, .eci, .fnc1First, .fnc1Second, .structuredAppend: unsafe appendBytes(text)
        case .kanji: unsafe appendKanji(text)
        }
    }

    /// 7.4.3: three digits in ten bits, the last two in seven, the last one in four.
    private mutating func appendDigits(_ digits: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index &+ 3 <= digits.count {
            let hundreds = unsafe UInt64(digits[index]) &* 100
            let tens = unsafe UInt64(digits[index &+ 1]) &* 10
            let ones = unsafe UInt64(digits[index &+ 2])
            append(hundreds &+ tens &+ ones &- 111 &* 48, count: 10)
            index &+= 3
        }
        if index &+ 2 == digits.count {
            let tens = unsafe UInt64(digits[index]) &* 10
            append(unsafe tens &+ UInt64(digits[index &+ 1]) &- 11 &* 48, count: 7)
        } else if index < digits.count {
            append(unsafe UInt64(digits[index]) &- 48, count: 4)
        }
    }

    /// 7.4.4: two characters in eleven bits, the last one in six.
    private mutating func appendAlphanumerics(_ characters: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index &+ 2 <= characters.count {
            let first = unsafe UInt64(CharacterClass.alphanumericValue(characters[index]))
            let second = unsafe UInt64(CharacterClass.alphanumericValue(characters[index &+ 1]))
            append(first &* 45 &+ second, count: 11)
            index &+= 2
        }
        if index < characters.count {
            append(unsafe UInt64(CharacterClass.alphanumericValue(characters[index])), count: 6)
        }
    }

    /// 7.4.5: eight bits a byte, four bytes at a time.
    private mutating func appendBytes(_ bytes: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index &+ 4 <= raw.count {
            let four = unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt32.self)
            append(UInt64(four.bigEndian), count: 32)
            index &+= 4
        }
        while index < raw.count {
            append(unsafe UInt64(raw[index]), count: 8)
            index &+= 1
        }
    }

    /// 7.4.6: thirteen bits a character.
    private mutating func appendKanji(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < text.count {
            let (scalar, length) = unsafe UTF8Scalar.decode(text, at: index)
            append(UInt64(KanjiTable.value(of: scalar) ?? 0), count: 13)
            index &+= length
        }
    }
}
