// SPDX-License-Identifier: Apache-2.0

/// An http or https address in its parts (RFC 3986 section 3), checked.
///
/// Not `URL`: its `absoluteString` encodes percent signs again as soon as anything else in the address needs encoding.
struct WebAddress: Sendable {
    /// Why a text is no such address, as a sentence about a destination.
    struct Refusal: Error {
        /// What is wrong and what is allowed.
        let detail: String
    }

    private let scheme: Substring
    /// The host.
    let host: HostName
    /// The port, where one is named.
    let port: Int?
    /// Path, query and fragment with the characters that begin them; may be empty.
    private let tail: Substring

    /// Splits and checks an address.
    ///
    /// Looks at bytes, not characters: `/` and a combining accent are one character, which is no slash.
    init(_ text: String) throws(Refusal) {
        try Self.checkCharacters(text)
        let bytes = text.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[..<colon].allSatisfy(Self.isSchemeByte) else {
            throw Refusal(detail: "the destination is not an absolute URL such as https://example.com/page")
        }
        scheme = text[..<colon]
        guard ["http", "https"].contains(scheme.lowercased()) else {
            throw Refusal(detail: "the destination's scheme is \(scheme.prefix(40)); allowed are http and https")
        }
        let rest = bytes[colon...].dropFirst()
        guard rest.starts(with: "//".utf8) else { throw Refusal(detail: "the destination has no host") }
        let authority = rest.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
        tail = text[authority.endIndex...]
        guard !authority.contains(UInt8(ascii: "@")) else {
            throw Refusal(detail: "the destination carries credentials; remove the part before @")
        }
        (host, port) = try Self.split(text[authority.startIndex..<authority.endIndex])
    }

    /// The address in ASCII, as a `Location` header carries it: international hosts in Punycode, the rest
    /// percent-encoded where it has to be.
    var location: String {
        "\(scheme)://\(host.ascii)\(port.map { ":\($0)" } ?? "")\(PercentEncoding.ascii(tail))"
    }

    private static func checkCharacters(_ text: String) throws(Refusal) {
        var hasBreak = text.utf8.contains { $0 <= 0x20 || $0 == 0x7F }
        if !text.utf8.allSatisfy({ $0 < 0x80 }) {
            hasBreak = hasBreak || text.unicodeScalars.contains { $0.isControlCharacter || $0.properties.isWhitespace }
        }
        if hasBreak {
            throw Refusal(detail: "the destination has control characters or white space; percent-encode them")
        }
        // Browsers read a backslash as a slash: the host would be another one for them than for us.
        if text.utf8.contains(UInt8(ascii: "\\")) {
            throw Refusal(detail: "the destination has a backslash; write a slash, or percent-encode it as %5C")
        }
    }

    private static func split(_ authority: Substring) throws(Refusal) -> (HostName, Int?) {
        // The colons of an IPv6 address stand inside its brackets.
        let bytes = authority.utf8
        let afterBracket = bytes.lastIndex(of: UInt8(ascii: "]")) ?? bytes.startIndex
        let colon = bytes[afterBracket...].firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
        let name = authority[..<colon]
        guard !name.isEmpty else { throw Refusal(detail: "the destination has no host") }
        guard let host = HostName(name) else {
            throw Refusal(detail: "the destination's host \"\(name.prefix(80))\" is neither a host name nor an address")
        }
        let digits = Substring(bytes[colon...].dropFirst())
        guard !digits.isEmpty else { return (host, nil) }
        guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let port = Int(digits),
            (1...65_535).contains(port)
        else { throw Refusal(detail: "the destination's port is \"\(digits.prefix(20))\"; allowed are 1 to 65535") }
        return (host, port)
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        Base62.isSlugByte(byte) || "+.".utf8.contains(byte)
    }
}
