// SPDX-License-Identifier: Apache-2.0

/// Reads one string of a JSON text.
struct JSONText {
    private let bytes: [UInt8]
    /// Where reading stands: behind the closing quote when it was scanned.
    private(set) var index: Int

    /// Begins at the opening quote.
    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        index = start
    }

    /// The string: escapes resolved, checked to be UTF-8.
    mutating func scan() throws(JSONFault) -> String {
        index += 1
        let start = index
        index = endOfRun(from: index)
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
            // Most strings have no escape: one check, one copy.
            defer { index += 1 }
            return try text(bytes[start..<index], from: start)
        }
        var resolved = Array(bytes[start..<index])
        while true {
            guard index < bytes.count else { throw JSONFault("the string has no end", at: index) }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return try text(resolved[...], from: start)
            case UInt8(ascii: "\\"): resolved.append(contentsOf: try escape().utf8)
            case 0..<0x20: throw JSONFault("a control character in a string has to be escaped", at: index)
            default:
                let end = endOfRun(from: index)
                resolved.append(contentsOf: bytes[index..<end])
                index = end
            }
        }
    }

    /// The first byte that ends a run of plain characters: a quote, a backslash or a control character.
    private func endOfRun(from start: Int) -> Int {
        bytes[start...].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 < 0x20 } ?? bytes.count
    }

    private func text(_ run: ArraySlice<UInt8>, from start: Int) throws(JSONFault) -> String {
        guard let text = String(validating: run, as: UTF8.self) else {
            throw JSONFault("the string is not UTF-8", at: start)
        }
        return text
    }

    private mutating func escape() throws(JSONFault) -> String {
        index += 1
        guard index < bytes.count else { throw JSONFault("the string has no end", at: index) }
        defer { index += 1 }
        switch bytes[index] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try scalar()
        default: throw JSONFault("there is no such escape", at: index)
        }
    }

    /// `XXXX` of `\uXXXX`, and the second half of a surrogate pair behind it; `index` ends at the last digit.
    private mutating func scalar() throws(JSONFault) -> String {
        let start = index
        var value = try unit()
        if (0xD800...0xDBFF).contains(value), bytes[(index + 1)...].starts(with: "\\u".utf8) {
            index += 2
            let low = try unit()
            guard (0xDC00...0xDFFF).contains(low) else { throw JSONFault("half a surrogate pair", at: start) }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw JSONFault("half a surrogate pair", at: start) }
        // No store keeps it in a text (PostgreSQL refuses it, C ends strings with it), and no text needs it.
        guard value != 0 else { throw JSONFault("the character U+0000 is not allowed", at: start) }
        return String(Character(scalar))
    }

    /// Four hexadecimal digits behind `index`, which ends at the last one.
    private mutating func unit() throws(JSONFault) -> UInt32 {
        let digits = bytes[min(index + 1, bytes.count)...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }) else {
            throw JSONFault("four hexadecimal digits are expected", at: index)
        }
        index += 4
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
    }
}
