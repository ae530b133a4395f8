// SPDX-License-Identifier: Apache-2.0

/// A contact read from the short `MECARD:` form, to be served as the vCard that address books import.
///
/// MECARD is NTT DoCoMo's: `MECARD:N:Doe,Jane;TEL:+15551234567;;`, a backslash before `\ ; : , "` in a value.
struct ContactCard {
    /// The fields in their order: the upper-case key, and the value with its escapes still in it.
    private let fields: [(key: String, value: Substring)]

    /// Reads a card.
    ///
    /// A field without a colon is left out.
    init(meCard text: String) {
        let content = text.dropFirst("MECARD:".count)
        fields = ShortForm.split(content, at: ";").compactMap { field in
            guard let colon = field.firstIndex(of: ":") else { return nil }
            return (field[..<colon].uppercased(), field[field.index(after: colon)...])
        }
    }

    /// The card as vCard 3.0 (RFC 2426).
    var vCard: String {
        let names = values("N").first.map { ShortForm.split($0, at: ",").map(ShortForm.unescape) } ?? []
        // Without a comma it is a whole name, which goes where every reader shows it.
        let family = names.count > 1 ? names[0] : ""
        let given = names.count > 1 ? names[1] : names.first ?? ""
        let full = [given, family].filter { !$0.isEmpty }.joined(separator: " ")
        var lines = ["BEGIN:VCARD", "VERSION:3.0", "N:\(escape(family));\(escape(given));;;", "FN:\(escape(full))"]
        for (key, property) in Self.properties {
            lines += values(key).map { "\(property):\(escape(ShortForm.unescape($0)))" }
        }
        lines += values("ADR").map { "ADR:;;\(escape(ShortForm.unescape($0)));;;;" }
        return (lines + ["END:VCARD"]).joined(separator: "\r\n")
    }

    /// Keys of the short form and the properties they become, in the order in which they are written.
    private static let properties = [
        ("NICKNAME", "NICKNAME"), ("BDAY", "BDAY"), ("TEL", "TEL"), ("EMAIL", "EMAIL"), ("URL", "URL"),
        ("ORG", "ORG"), ("NOTE", "NOTE"),
    ]

    private func values(_ key: String) -> [Substring] {
        fields.filter { $0.key == key && !$0.value.isEmpty }.map(\.value)
    }

    /// RFC 2426, section 4: a backslash before `\ , ;`, and line breaks as `\n`.
    ///
    /// By scalars: a combining mark after a semicolon makes one character with it, and readers still split there.
    private func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ",", ";": result.append(contentsOf: ["\\", scalar])
            case "\n": result.append(contentsOf: ["\\", "n"])
            case "\r": continue
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}

/// Reads the `KEY:value;` forms that MECARD and WIFI share.
enum ShortForm {
    /// Splits at a character that has no backslash before it.
    ///
    /// Empty parts are kept.
    static func split(_ text: Substring, at separator: Unicode.Scalar) -> [Substring] {
        let scalars = text.unicodeScalars
        var parts: [Substring] = []
        var start = text.startIndex
        var isEscaped = false
        for index in scalars.indices {
            if isEscaped {
                isEscaped = false
            } else if scalars[index] == "\\" {
                isEscaped = true
            } else if scalars[index] == separator {
                parts.append(text[start..<index])
                start = scalars.index(after: index)
            }
        }
        parts.append(text[start...])
        return parts
    }

    /// The value behind the escapes.
    static func unescape(_ text: Substring) -> String {
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if scalar == "\\", !isEscaped {
                isEscaped = true
            } else {
                result.append(scalar)
                isEscaped = false
            }
        }
        return String(result)
    }
}
