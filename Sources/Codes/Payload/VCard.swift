// SPDX-License-Identifier: Apache-2.0

/// A business card: vCard 3.0 of RFC 2426, the version that every phone reads.
enum VCard {
    /// Fields: `name` (or `firstName` and `lastName`), `org` (also `company`), `title`, `phone` or `phones`, `email` or
    /// `emails`, `url` (also `website`), `address`, `note`.
    static func compose(_ fields: inout FieldReader) -> String? {
        let name = PersonName(&fields)
        let organization = fields.line(fields.name(among: ["org", "company"]), maximum: 200)
        let title = fields.line("title", maximum: 200)
        let phones = fields.lines(one: "phone", many: "phones", maximum: 64)
        let mails = fields.lines(one: "email", many: "emails", maximum: 254)
        let url = fields.webAddress(fields.name(among: ["url", "website"]))
        let address = fields.prose("address", maximum: 500)
        let note = fields.prose("note", maximum: 1_000)
        guard let name else { return nil }
        func line(_ property: String, _ text: String?) -> String? {
            text.map { "\(property):\(ContentLine.escape($0))" }
        }
        return ContentLine.join(
            [
                "BEGIN:VCARD", "VERSION:3.0",
                "N:\(ContentLine.escape(name.family));\(ContentLine.escape(name.given));;;", line("FN", name.full),
                line("ORG", organization), line("TITLE", title),
            ] + phones.map { line("TEL", $0) } + mails.map { line("EMAIL", $0) } + [
                // A URI stands as it is; an address in one text is the street of its seven parts.
                url.map { "URL:\($0)" }, address.map { "ADR:;;\(ContentLine.escape($0));;;;" }, line("NOTE", note),
                "END:VCARD",
            ]
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
}
