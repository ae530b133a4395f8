// SPDX-License-Identifier: Apache-2.0

/// The language of a visitor: the primary subtag of the first one that `Accept-Language` does not refuse.
enum PreferredLanguage {
    /// Reads the header (RFC 9110, section 12.5.4): `fr-CH, fr;q=0.9, en;q=0.8` says `fr`.
    ///
    /// The first, and not the one of the highest weight: clients send them in the order in which they are preferred.
    /// - Returns: two or three letters in lower case (ISO 639); nil where there are none.
    static func primarySubtag(of header: String) -> String? {
        for item in header.utf8.split(separator: UInt8(ascii: ",")) {
            let parts = item.split(separator: UInt8(ascii: ";")).map(trimmed)
            guard let range = parts.first, !parts.dropFirst().contains(where: isRefusal) else { continue }
            let subtag = range.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
            guard (2...3).contains(subtag.count), subtag.allSatisfy(isLetter) else { continue }
            return String(decoding: subtag, as: UTF8.self).lowercased()
        }
        return nil
    }

    /// Whether a parameter is `q=0`, with any number of zeros behind a point.
    private static func isRefusal(_ parameter: Substring.UTF8View) -> Bool {
        let text = String(decoding: parameter, as: UTF8.self).lowercased().filter { $0 != " " }
        return text.hasPrefix("q=0") && text.dropFirst(3).allSatisfy { $0 == "0" || $0 == "." }
    }

    private static func trimmed(_ part: Substring.UTF8View) -> Substring.UTF8View {
        var part = part.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        while part.last == UInt8(ascii: " ") { part = part.dropLast() }
        return part
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
