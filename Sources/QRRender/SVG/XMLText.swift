// SPDX-License-Identifier: Apache-2.0

/// Plain text made safe for the content of an XML element or a quoted attribute.
enum XMLText {
    /// Escapes markup and removes what XML cannot carry.
    ///
    /// Removed are the characters outside the `Char` production of XML 1.0 (§2.2), which no escape brings in, and the
    /// other control characters, which that section advises against. A carriage return is escaped, because a parser
    /// would otherwise read it as a line feed (§2.11).
    ///
    /// - Parameter text: Any text.
    /// - Returns: Text without markup in which every reader finds the same characters.
    static func escape(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            case "\r": escaped.append(contentsOf: "&#13;".unicodeScalars)
            case "\t", "\n": escaped.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": continue
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
