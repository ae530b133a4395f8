// SPDX-License-Identifier: Apache-2.0

/// A number to call: `tel:` of RFC 3966.
enum Phone {
    /// Fields: `phone` (also `number` or `phoneNumber`).
    static func compose(_ fields: inout FieldReader) -> String? {
        number(&fields).map { "tel:" + $0 }
    }

    /// Reads a required number, as it stands in a URI.
    static func number(_ fields: inout FieldReader) -> String? {
        let name = fields.name(among: ["phone", "number", "phoneNumber"])
        guard let text = fields.line(name, maximum: 64, required: true) else { return nil }
        guard isNumber(text[...]) else {
            fields.fault(name, "\(name) is not a phone number such as +15551234567")
            return nil
        }
        return inURI(text[...])
    }

    /// Whether a text is a number as people write it: an optional +, 3 to 20 digits (`*` and `#` among them), and the
    /// visual separators of RFC 3966.
    ///
    /// `%23` is `#` as a URI has it.
    static func isNumber(_ text: Substring) -> Bool {
        let digits = text.hasPrefix("+") ? text.dropFirst() : text
        let dialed = digits.replacing("%23", with: "#").filter { !" -.()".contains($0) }
        return (3...20).contains(dialed.count) && dialed.allSatisfy { $0.isASCII && ($0.isNumber || "*#".contains($0)) }
    }

    /// A number as it stands in a URI: without spaces, and `#`, which would begin a fragment, encoded.
    static func inURI(_ text: Substring) -> String {
        text.filter { $0 != " " }.replacing("#", with: "%23")
    }
}
