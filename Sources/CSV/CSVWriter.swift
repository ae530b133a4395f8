// SPDX-License-Identifier: Apache-2.0

/// Writes CSV (RFC 4180): commas, CRLF, quotes where a field needs them.
///
/// Cells that a spreadsheet would take for a formula are neutralized, unless asked otherwise: see ``CSVFormula``.
package struct CSVWriter: Sendable {
    private let neutralizes: Bool
    /// What was written and not taken yet.
    package private(set) var bytes: [UInt8] = []

    /// Makes a writer.
    /// - Parameter neutralizes: whether cells that begin like a formula get an apostrophe in front.
    package init(neutralizes: Bool = true) { self.neutralizes = neutralizes }

    /// Writes one record; a nil is an empty field.
    package mutating func record(_ fields: [String?]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            guard let field else { continue }
            write(neutralizes ? CSVFormula.neutralized(field) : field)
        }
        bytes.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
    }

    /// Takes what was written so far, so that a long file is never held whole.
    package mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private mutating func write(_ field: String) {
        let needsQuotes = field.utf8.contains { byte in
            byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte < 0x20
        }
        // Readers may take white space at the ends away where no quotes hold it, and U+FEFF in front of the first field.
        let isBare =
            field.utf8.first != UInt8(ascii: " ") && field.utf8.last != UInt8(ascii: " ")
            && field.unicodeScalars.first != "\u{FEFF}"
        guard needsQuotes || !isBare else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in field.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
