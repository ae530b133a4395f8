// SPDX-License-Identifier: Apache-2.0

/// A mail to write: `mailto:` of RFC 6068.
enum Mail {
    /// Fields: `email` (also `address` or `to`), `subject`, `body`, `cc`, `bcc`.
    static func compose(_ fields: inout FieldReader) -> String? {
        let names = ["email", "address", "to"]
        let name = names.first { fields.has($0) } ?? "email"
        guard let address = fields.string(name, maximum: 254, required: true) else { return nil }
        guard isAddress(address[...]) else {
            fields.fault(name, "\(name) is not a mail address such as name@example.com")
            return nil
        }
        let query = ["subject", "body", "cc", "bcc"].compactMap { header in
            fields.string(header, maximum: 2_000).map { "\(header)=\(PercentEncoding.encode($0))" }
        }
        // The address keeps its @; anything else that a URI gives a meaning to is encoded.
        let recipient = address.split(separator: "@", maxSplits: 1).map { PercentEncoding.encode(String($0)) }
        return "mailto:" + recipient.joined(separator: "@") + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    /// Whether a text looks like an address: something, one @, a host with no space. Mail servers decide the rest.
    static func isAddress(_ text: Substring) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(where: \.isWhitespace)
            && text.utf8.count <= 254
    }
}
