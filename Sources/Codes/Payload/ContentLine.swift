// SPDX-License-Identifier: Apache-2.0

/// Lines of vCard and iCalendar: `NAME;PARAMETER:value`, CRLF at the end of each.
enum ContentLine {
    /// The longest line before it is folded, in octets without its CRLF (RFC 2426 section 2.6, RFC 5545 section 3.1).
    static let maximumLength = 75

    /// Escapes a text value (RFC 2426 section 4, RFC 5545 section 3.3.11): backslash, comma, semicolon, line break.
    ///
    /// Goes by Unicode scalars: `;` and a combining accent are one character, which is no semicolon for Swift but is one
    /// for every reader.
    static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ",", ";": result.append(contentsOf: ["\\", scalar])
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{2028}", "\u{2029}": result.append(contentsOf: ["\\", "n"])
            default: result.append(scalar)
            }
            previous = scalar
        }
        return String(result)
    }

    /// Joins lines, leaving out those that are nil and folding those that are too long.
    static func join(_ lines: [String?]) -> String {
        lines.compactMap { $0.map { fold($0) + "\r\n" } }.joined()
    }

    /// Breaks a line into pieces of at most ``maximumLength`` octets, each but the first behind CRLF and a space, which
    /// counts too.
    ///
    /// A character's octets stay together.
    private static func fold(_ line: String) -> String {
        guard line.utf8.count > maximumLength else { return line }
        var result = String.UnicodeScalarView()
        var length = 0
        for scalar in line.unicodeScalars {
            let octets = UTF8.width(scalar)
            if length + octets > maximumLength {
                result.append(contentsOf: ["\r", "\n", " "])
                length = 1
            }
            result.append(scalar)
            length += octets
        }
        return String(result)
    }
}
