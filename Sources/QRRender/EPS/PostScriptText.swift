// SPDX-License-Identifier: Apache-2.0

/// Strings of PostScript.
enum PostScriptText {
    /// The most characters of a string in a comment: DSC lines have at most 255 bytes (Adobe 5001, 3.4).
    private static let limit = 50

    /// A string in parentheses, of printable ASCII alone.
    ///
    /// - Parameter text: Any text; other characters become question marks, and what is too long for a comment is cut.
    /// - Returns: The string, its parentheses and backslashes escaped.
    static func string(_ text: String) -> String {
        let characters = text.prefix(limit + 1).map { character -> String in
            switch character {
            case "(", ")", "\\": "\\\(character)"
            case " "..."~": character.isASCII ? String(character) : "?"
            default: "?"
            }
        }
        return "(" + characters.prefix(limit).joined() + (characters.count > limit ? "..." : "") + ")"
    }
}
