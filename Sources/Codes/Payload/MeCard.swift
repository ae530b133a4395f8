// SPDX-License-Identifier: Apache-2.0

/// A business card in the short form of NTT DoCoMo: `MECARD:N:Doe,Jane;TEL:…;;`.
enum MeCard {
    /// Fields: `name` (or `firstName` and `lastName`), `phone` or `phones`, `email` or `emails`, `url`, `address`,
    /// `note`, `birthday` (YYYYMMDD), `nickname`.
    static func compose(_ fields: inout FieldReader) -> String? {
        let name = PersonName(&fields)
        let phones = fields.lines(one: "phone", many: "phones", maximum: 64)
        let mails = fields.lines(one: "email", many: "emails", maximum: 254)
        let rest: [(key: String, value: String?)] = [
            ("NICKNAME", fields.line("nickname", maximum: 100)), ("BDAY", birthday(&fields)),
            ("URL", fields.webAddress("url")), ("ADR", fields.prose("address", maximum: 500)),
            ("NOTE", fields.prose("note", maximum: 1_000)),
        ]
        guard let name else { return nil }
        // The comma between family and given name has a meaning, so it is not escaped.
        let parts = name.isInParts ? [name.family, name.given].filter { !$0.isEmpty } : [name.full]
        let values = phones.map { ("TEL", $0) } + mails.map { ("EMAIL", $0) }
        let optional = rest.compactMap { field in field.value.map { (field.key, $0) } }
        return "MECARD:N:\(parts.map(ShortForm.escape).joined(separator: ","));"
            + (values + optional).map { "\($0):\(ShortForm.escape($1));" }.joined() + ";"
    }

    /// Checks a ready-made card.
    static func check(_ text: String, at pointer: String) throws(CodeError) -> String {
        guard ShortForm.isWellFormed(text, prefix: "MECARD:", field: "N") else {
            throw .invalid(pointer, "data is not of the form MECARD:N:Doe,Jane;TEL:+15551234567;;")
        }
        return text
    }

    private static func birthday(_ fields: inout FieldReader) -> String? {
        guard let text = fields.line("birthday", maximum: 10) else { return nil }
        let digits = text.filter { $0 != "-" }
        guard digits.utf8.count == 8, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(digits),
            GregorianDate(year: number / 10_000, month: number / 100 % 100, day: number % 100) != nil
        else {
            fields.fault("birthday", "birthday must be a date such as 19900521")
            return nil
        }
        return digits
    }
}
