// SPDX-License-Identifier: Apache-2.0

/// A number to call: `tel:` of RFC 3966.
enum Phone {
    /// Fields: `phone` (also `number`).
    static func compose(_ fields: inout FieldReader) -> String? {
        number(&fields, names: ["phone", "number", "phoneNumber"]).map { "tel:" + $0 }
    }

    /// Reads the number under the first of `names` that is there, spaces taken out.
    static func number(_ fields: inout FieldReader, names: [String]) -> String? {
        let name = names.first { fields.has($0) } ?? names[0]
        guard let text = fields.string(name, maximum: 64, required: true) else { return nil }
        guard isNumber(text[...]) else {
            fields.fault(name, "\(name) is not a phone number such as +15551234567")
            return nil
        }
        return text.filter { $0 != " " }
    }

    /// Whether a text is a number as people write it: an optional +, 3 to 20 digits (`*` and `#` among them), and the
    /// visual separators of RFC 3966.
    static func isNumber(_ text: Substring) -> Bool {
        let digits = text.hasPrefix("+") ? text.dropFirst() : text
        let dialed = digits.filter { !" -.()".contains($0) }
        return (3...20).contains(dialed.count) && dialed.allSatisfy { $0.isASCII && ($0.isNumber || "*#".contains($0)) }
    }
}
