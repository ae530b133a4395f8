// SPDX-License-Identifier: Apache-2.0

/// Texts that become part of a payload. Empty ones count as missing.
extension FieldReader {
    /// A text of one line, without control characters; nil where the field is missing, empty or faulty.
    mutating func line(_ name: String, maximum: Int, required: Bool = false) -> String? {
        guard let text = filled(name, maximum: maximum, required: required) else { return nil }
        guard !text.containsControlCharacter else {
            fault(name, "\(name) has line breaks or other control characters; it is a single line")
            return nil
        }
        return text
    }

    /// A text that may have several lines: of control characters, only tabs and line breaks are taken.
    mutating func prose(_ name: String, maximum: Int, required: Bool = false) -> String? {
        guard let text = filled(name, maximum: maximum, required: required) else { return nil }
        guard !text.unicodeScalars.contains(where: { $0.isControlCharacter && !["\t", "\n", "\r"].contains($0) }) else {
            fault(name, "\(name) has control characters; only tabs and line breaks are allowed")
            return nil
        }
        return text
    }

    /// A mail address, or several separated by commas.
    mutating func mailAddresses(_ name: String, maximum: Int = 254, required: Bool = false) -> String? {
        guard let text = line(name, maximum: maximum, required: required) else { return nil }
        guard Mail.isAddressList(text[...]) else {
            fault(name, "\(name) is not a mail address such as name@example.com")
            return nil
        }
        return text
    }

    /// An http or https address.
    mutating func webAddress(_ name: String) -> String? {
        guard let text = line(name, maximum: Destination.maximumLength) else { return nil }
        guard (try? WebAddress(text)) != nil else {
            fault(name, "\(name) is not a web address such as https://example.com/page")
            return nil
        }
        return text
    }

    /// The values of a field that may be given once or as a list of at most ten; faulty and empty ones are left out.
    mutating func lines(one: String, many: String, maximum: Int) -> [String] {
        let single = line(one, maximum: maximum).map { [$0] } ?? []
        let list = strings(many, atMost: 10, maximum: maximum) ?? []
        for (index, text) in list.enumerated() where text.containsControlCharacter {
            fault(many, entry: index, "entry \(index) of \(many) has control characters; it is a single line")
        }
        return single + list.filter { !$0.isEmpty }
    }

    /// The first of several names of one field that is there; the first of all where none is.
    mutating func name(among names: [String]) -> String {
        names.first { has($0) } ?? names[0]
    }

    private mutating func filled(_ name: String, maximum: Int, required: Bool) -> String? {
        guard let text = string(name, maximum: maximum, required: required) else { return nil }
        guard text.isEmpty else { return text }
        if required { fault(name, "\(name) is empty") }
        return nil
    }
}
