// SPDX-License-Identifier: Apache-2.0

/// A business card in the short form of NTT DoCoMo: `MECARD:N:Doe,Jane;TEL:…;;`.
enum MeCard {
    /// Fields: `name` (or `firstName` and `lastName`), `phone` or `phones`, `email` or `emails`, `url`, `address`,
    /// `note`, `birthday` (YYYYMMDD), `nickname`.
    static func compose(_ fields: inout FieldReader) -> String? {
        let first = fields.string("firstName", maximum: 100)
        let last = fields.string("lastName", maximum: 100)
        let whole = fields.string("name", maximum: 200, required: first == nil && last == nil)
        let phones = VCard.list(&fields, one: "phone", many: "phones", maximum: 64)
        let mails = VCard.list(&fields, one: "email", many: "emails", maximum: 254)
        let rest: [(String, String?)] = [
            ("NICKNAME", fields.string("nickname", maximum: 100)),
            ("BDAY", fields.string("birthday", maximum: 8)),
            ("URL", fields.string("url", maximum: Destination.maximumLength)),
            ("ADR", fields.string("address", maximum: 500)),
            ("NOTE", fields.string("note", maximum: 1_000)),
        ]
        // The comma between family and given name has a meaning, so it is not escaped.
        let parts = [last, first].compactMap { $0 }.map { escapeMeCard(ContentLine.plain($0)) }
        let name = whole.map { escapeMeCard(ContentLine.plain($0)) } ?? parts.joined(separator: ",")
        guard !name.isEmpty else {
            if whole != nil { fields.fault("name", "name is empty") }
            return nil
        }
        let values = phones.map { ("TEL", $0) } + mails.map { ("EMAIL", $0) } + rest.compactMap(Self.present)
        return "MECARD:N:\(name);" + values.map { "\($0):\(escapeMeCard(ContentLine.plain($1)));" }.joined() + ";"
    }

    /// Checks a ready-made card.
    static func check(_ text: String, at pointer: String) throws(CodeError) -> String {
        guard text.hasPrefix("MECARD:"), text.hasSuffix(";"), text.contains("N:") else {
            throw .invalid(pointer, "data is not of the form MECARD:N:Doe,Jane;TEL:+15551234567;;")
        }
        return text
    }

    private static func present(_ pair: (String, String?)) -> (String, String)? { pair.1.map { (pair.0, $0) } }
}
