// SPDX-License-Identifier: Apache-2.0

/// A mail to write: `mailto:` of RFC 6068.
enum Mail {
    /// Fields: `email` (also `address` or `to`), `subject`, `body`, `cc`, `bcc`; each address may be a list with commas.
    static func compose(_ fields: inout FieldReader) -> String? {
        let recipients = fields.mailAddresses(fields.name(among: ["email", "address", "to"]), required: true)
        let query: [(header: String, value: String?)] = [
            ("subject", fields.line("subject", maximum: 2_000).map(PercentEncoding.encode)),
            ("body", fields.prose("body", maximum: 2_000).map(encodeBody)),
            ("cc", fields.mailAddresses("cc").map(encode(addresses:))),
            ("bcc", fields.mailAddresses("bcc").map(encode(addresses:))),
        ]
        guard let recipients else { return nil }
        let headers = query.compactMap { field in field.value.map { "\(field.header)=\($0)" } }
        return "mailto:" + encode(addresses: recipients) + (headers.isEmpty ? "" : "?" + headers.joined(separator: "&"))
    }

    /// Whether a text is one address, or several separated by commas.
    static func isAddressList(_ text: Substring) -> Bool {
        text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { isAddress($0.trimmingSpaces) }
    }

    /// Whether a text looks like an address: something, one @, a host.
    ///
    /// Mail servers decide the rest; characters that have a meaning in a header (RFC 5322 section 3.2.3) are refused.
    private static func isAddress(_ text: Substring) -> Bool {
        let parts = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
            && text.unicodeScalars.allSatisfy { scalar in
                !scalar.isControlCharacter && !scalar.properties.isWhitespace
                    && !#"()<>[]:;,\""#.unicodeScalars.contains(scalar)
            }
    }

    /// An address keeps its @ and a list its commas; anything else that a URI gives a meaning to is encoded.
    private static func encode(addresses text: String) -> String {
        let addresses = text.split(separator: ",").map(\.trimmingSpaces)
        return addresses.map { address in
            address.split(separator: "@").map { PercentEncoding.encode(String($0)) }.joined(separator: "@")
        }.joined(separator: ",")
    }

    /// Line breaks of a body are CRLF (RFC 6068 section 5).
    private static func encodeBody(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false) { ["\r\n", "\n", "\r"].contains($0) }
        return lines.map { PercentEncoding.encode(String($0)) }.joined(separator: "%0D%0A")
    }
}
