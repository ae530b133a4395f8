// SPDX-License-Identifier: Apache-2.0

/// Lines of vCard and iCalendar: `NAME;PARAMETER:value`, CRLF at the end of each.
enum ContentLine {
    /// Escapes a text value (RFC 2426 section 4, RFC 5545 section 3.3.11): backslash, comma, semicolon, line break.
    static func escape(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\", ",", ";": result += "\\" + String(character)
            case "\n", "\r\n", "\r": result += "\\n"
            default: result.append(character)
            }
        }
        return result
    }

    /// A line that cannot be broken by its value: an URI or a date, with every control character taken out.
    static func plain(_ text: String) -> String {
        String(text.unicodeScalars.filter { !($0.value < 0x20 || $0.value == 0x7F) })
    }

    /// Joins lines, leaving out those that are nil.
    static func join(_ lines: [String?]) -> String { lines.compactMap { $0 }.joined(separator: "\r\n") + "\r\n" }
}
