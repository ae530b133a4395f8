// SPDX-License-Identifier: Apache-2.0

/// What a byte of UTF-8 is to the modes (ISO/IEC 18004:2015, 7.3 and Table 5).
enum CharacterClass {
    /// Set in a table entry when the byte is a digit.
    static let digit: UInt8 = 0x40
    /// The table entry of a byte that only byte mode can write.
    static let other: UInt8 = 0xFF

    /// For every byte its alphanumeric value 0…44, with `digit` added for digits, or `other`.
    static let table: InlineArray<256, UInt8> = {
        var table = InlineArray<256, UInt8>(repeating: other)
        for (value, character) in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8.enumerated() {
            table[Int(character)] = UInt8(value) | (value < 10 ? digit : 0)
        }
        return table
    }()

    /// The alphanumeric value of a character that has one.
    @inline(__always)
    static func alphanumericValue(_ character: UInt8) -> UInt8 { table[Int(character)] & ~digit }

    /// Whether numeric mode can write the byte.
    @inline(__always)
    static func isDigit(_ character: UInt8) -> Bool { character &- 48 < 10 }

    /// Whether alphanumeric mode can write the byte.
    @inline(__always)
    static func isAlphanumeric(_ character: UInt8) -> Bool { table[Int(character)] != other }
}
