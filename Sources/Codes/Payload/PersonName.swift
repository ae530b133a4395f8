// SPDX-License-Identifier: Apache-2.0

/// The name on a business card, whole and in its two parts.
struct PersonName {
    /// The name as it is read.
    let full: String
    /// The family name; empty where there is none.
    let family: String
    /// The given names; empty where there are none.
    let given: String
    /// Whether the caller gave the parts, and not only the whole.
    let isInParts: Bool

    /// Reads `name`, or `firstName` and `lastName`; `name` with parts beside it is how the whole is read.
    /// - Returns: nil when there is no name; the reader has the fault then.
    init?(_ fields: inout FieldReader) {
        let faults = fields.faults.count
        let first = fields.line("firstName", maximum: 100)
        let last = fields.line("lastName", maximum: 100)
        let whole = fields.line("name", maximum: 200)
        let full = whole ?? [first, last].compactMap { $0 }.joined(separator: " ")
        guard !full.allSatisfy(\.isWhitespace) else {
            if fields.faults.count == faults {
                fields.fault("name", "name is required, or firstName and lastName", kind: .missing)
            }
            return nil
        }
        self.full = full
        isInParts = first != nil || last != nil
        guard !isInParts else {
            (family, given) = (last ?? "", first ?? "")
            return
        }
        // Without parts the last word is taken for the family name, as phones do when they import such cards.
        let words = full.split(whereSeparator: \.isWhitespace)
        family = words.count > 1 ? words.suffix(1).joined() : ""
        given = words.count > 1 ? words.dropLast().joined(separator: " ") : full
    }
}
