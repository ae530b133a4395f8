// SPDX-License-Identifier: Apache-2.0

/// A business card: vCard 3.0 of RFC 2426, the version that every phone reads.
enum VCard {
    /// Fields: `name` (or `firstName` and `lastName`), `org`, `title`, `phone` or `phones`, `email` or `emails`, `url`
    /// (also `website`), `address`, `note`.
    static func compose(_ fields: inout FieldReader) -> String? {
        guard let name = CardName(&fields) else { return nil }
        let phones = list(&fields, one: "phone", many: "phones", maximum: 64)
        let mails = list(&fields, one: "email", many: "emails", maximum: 254)
        let url = fields.string(fields.has("website") ? "website" : "url", maximum: Destination.maximumLength)
        func line(_ property: String, _ field: String, _ maximum: Int) -> String? {
            fields.string(field, maximum: maximum).map { "\(property):\(ContentLine.escape($0))" }
        }
        let organization = line("ORG", fields.has("company") ? "company" : "org", 200)
        let title = line("TITLE", "title", 200)
        let note = line("NOTE", "note", 1_000)
        let address = fields.string("address", maximum: 500).map { "ADR:;;\(ContentLine.escape($0));;;;" }
        return ContentLine.join(
            ["BEGIN:VCARD", "VERSION:3.0", name.structured, name.formatted, organization, title]
                + phones.map { "TEL:\(ContentLine.plain($0))" }
                + mails.map { "EMAIL:\(ContentLine.plain($0))" }
                + [url.map { "URL:\(ContentLine.plain($0))" }, address, note, "END:VCARD"]
        )
    }

    /// Checks a ready-made card.
    static func check(_ text: String, at pointer: String) throws(CodeError) -> String {
        let upper = text.uppercased()
        guard upper.hasPrefix("BEGIN:VCARD"), upper.contains("END:VCARD") else {
            throw .invalid(pointer, "data is not a vCard: it must begin with BEGIN:VCARD and end with END:VCARD")
        }
        return text
    }

    /// The values of a field that may be given once or as a list.
    static func list(_ fields: inout FieldReader, one: String, many: String, maximum: Int) -> [String] {
        let single = fields.string(one, maximum: maximum).map { [$0] } ?? []
        return single + (fields.strings(many, atMost: 10, maximum: maximum) ?? [])
    }
}

/// The name on a card: `N` in its parts, `FN` as it is read.
struct CardName {
    /// The `N` line.
    let structured: String
    /// The `FN` line.
    let formatted: String

    /// Reads `name`, or `firstName` and `lastName`.
    init?(_ fields: inout FieldReader) {
        let first = fields.string("firstName", maximum: 100)
        let last = fields.string("lastName", maximum: 100)
        let whole = fields.string("name", maximum: 200, required: first == nil && last == nil)
        guard let full = whole ?? [first, last].compactMap({ $0 }).joined(separator: " ") as String?, !full.isEmpty
        else {
            if whole != nil { fields.fault("name", "name is empty") }
            return nil
        }
        // Without parts the last word is taken for the family name, as phones do when they import such cards.
        let words = full.split(separator: " ")
        let family = last ?? (first == nil && words.count > 1 ? String(words.last ?? "") : "")
        let given = first ?? (words.count > 1 ? words.dropLast().joined(separator: " ") : (last == nil ? full : ""))
        structured = "N:\(ContentLine.escape(family));\(ContentLine.escape(given));;;"
        formatted = "FN:\(ContentLine.escape(full))"
    }
}
