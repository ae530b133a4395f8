// SPDX-License-Identifier: Apache-2.0

/// Keeps spreadsheets from running what somebody wrote into a cell.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return may be taken for a formula; an apostrophe in
/// front makes it text (OWASP, "CSV Injection"). Cells of apostrophes followed by one of these get one more, so that
/// ``restored(_:)`` gives back exactly what was neutralized.
package enum CSVFormula {
    /// The text as it may stand in a cell.
    package static func neutralized(_ text: String) -> String { isFormula(text[...]) ? "'" + text : text }

    /// The text that ``neutralized(_:)`` made the cell of; any other cell as it is.
    package static func restored(_ cell: String) -> String {
        // By scalars: an apostrophe with an accent on it is one character, and not the one that was put in front.
        let rest = cell.unicodeScalars.dropFirst()
        guard cell.utf8.first == UInt8(ascii: "'"), isFormula(Substring(rest)) else { return cell }
        return String(rest)
    }

    private static func isFormula(_ text: Substring) -> Bool {
        guard let first = text.utf8.first(where: { $0 != UInt8(ascii: "'") }) else { return false }
        return "=+-@\t\r".utf8.contains(first)
    }
}
