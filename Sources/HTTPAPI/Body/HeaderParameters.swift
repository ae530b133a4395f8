// SPDX-License-Identifier: Apache-2.0

/// A header's value and the parameters behind it: `form-data; name="logo"` (RFC 9110 section 5.6.6).
struct HeaderParameters {
    /// What stands before the first semicolon.
    let value: String
    private var parameters: [String: String] = [:]

    /// Reads a header.
    /// - Throws: ``MultipartForm/Fault`` where a parameter is malformed or named twice.
    init(_ text: String) throws(MultipartForm.Fault) {
        var rest = text[...]
        value = String(rest.prefix { $0 != ";" }.trimmingSpaces)
        rest = rest.drop { $0 != ";" }
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            // A semicolon at the end is harmless.
            if rest.isEmpty { return }
            let name = rest.prefix { $0 != "=" && $0 != ";" }.trimmingSpaces.lowercased()
            rest = rest.drop { $0 != "=" && $0 != ";" }
            guard rest.first == "=", !name.isEmpty else { throw Self.malformed(text) }
            rest = rest.dropFirst()
            let value = rest.first == "\"" ? try Self.quoted(&rest, in: text) : Self.token(&rest)
            guard parameters.updateValue(value, forKey: name) == nil else { throw Self.malformed(text) }
            rest = rest.drop { $0 == " " || $0 == "\t" }
        }
        guard rest.isEmpty else { throw Self.malformed(text) }
    }

    /// The parameter of a name in lower case.
    subscript(name: String) -> String? { parameters[name] }

    private static func token(_ rest: inout Substring) -> String {
        let token = rest.prefix { $0 != ";" }
        rest = rest.dropFirst(token.count)
        return String(token.trimmingSpaces)
    }

    private static func quoted(_ rest: inout Substring, in text: String) throws(MultipartForm.Fault) -> String {
        var value = ""
        rest = rest.dropFirst()
        while let character = rest.popFirst() {
            switch character {
            case "\"": return value
            case "\\": if let escaped = rest.popFirst() { value.append(escaped) }
            default: value.append(character)
            }
        }
        throw malformed(text)
    }

    private static func malformed(_ text: String) -> MultipartForm.Fault {
        MultipartForm.Fault("the header \(text.shortened(to: 80)) is malformed")
    }
}
