// SPDX-License-Identifier: Apache-2.0

/// Bytes as printable characters, five for four bytes (PostScript Language Reference, 3.13.3).
enum ASCII85 {
    /// Encodes bytes in lines of 75 characters, with the mark of the end.
    static func text(_ bytes: [UInt8]) -> String {
        var characters: [UInt8] = []
        characters.reserveCapacity(bytes.count * 5 / 4 + bytes.count / 60 + 8)
        var groups = 0
        for start in stride(from: 0, to: bytes.count, by: 4) {
            let group = bytes[start..<min(start + 4, bytes.count)]
            characters += encode(group)
            groups += 1
            if groups.isMultiple(of: 15) { characters.append(UInt8(ascii: "\n")) }
        }
        return String(decoding: characters, as: UTF8.self) + "~>"
    }

    /// Up to four bytes; fewer bytes give one character more than there are.
    private static func encode(_ group: ArraySlice<UInt8>) -> [UInt8] {
        var number = UInt32(0)
        for index in 0..<4 {
            number = number << 8 | (index < group.count ? UInt32(group[group.startIndex + index]) : 0)
        }
        if number == 0, group.count == 4 { return [UInt8(ascii: "z")] }
        var digits = [UInt8](repeating: 0, count: 5)
        for index in digits.indices.reversed() {
            digits[index] = UInt8(ascii: "!") + UInt8(number % 85)
            number /= 85
        }
        return Array(digits.prefix(group.count + 1))
    }
}
