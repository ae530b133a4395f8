// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A web address that a scan may be sent to: http or https, with a host, without credentials or control characters.
package struct Destination: Sendable, Hashable {
    /// The address as the owner wrote it: at most 2,048 bytes.
    package let text: String
    /// The address in ASCII, as a `Location` header carries it: international host names in Punycode, the rest
    /// percent-encoded.
    package let location: String

    /// The longest address, in bytes of UTF-8.
    package static let maximumLength = 2_048

    /// Checks an address.
    /// - Parameters:
    ///   - text: the address.
    ///   - pointer: where it stood in the request, for the error.
    ///   - hosts: the platform's own redirect hosts: a code that leads to one of them would be a loop.
    /// - Throws: ``CodeError/invalid(_:)`` that says what is not allowed.
    package init(_ text: String, at pointer: String, refusing hosts: OwnHosts) throws(CodeError) {
        func refuse(_ detail: String) -> CodeError { .invalid(pointer, detail) }
        guard !text.isEmpty else { throw refuse("a destination is required") }
        guard text.utf8.count <= Self.maximumLength else {
            throw refuse("the destination has \(text.utf8.count) bytes; at most \(Self.maximumLength) are allowed")
        }
        guard !text.containsControlCharacter, !text.unicodeScalars.contains(where: \.properties.isWhitespace) else {
            throw refuse("the destination has control characters or white space; percent-encode them")
        }
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
            throw refuse("the destination is not an absolute URL such as https://example.com/page")
        }
        guard scheme == "http" || scheme == "https" else {
            throw refuse("the destination's scheme is \(scheme); allowed are http and https")
        }
        guard parts.user == nil, parts.password == nil else {
            throw refuse("the destination carries credentials; remove the part before @")
        }
        guard let host = parts.encodedHost, !host.isEmpty, let location = parts.url?.absoluteString else {
            throw refuse("the destination has no host")
        }
        guard location.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw refuse("the destination cannot be written in ASCII; percent-encode it")
        }
        guard !hosts.contains(host: host, port: parts.port) else {
            throw refuse("the destination is on this server's own redirect host, which would be a loop")
        }
        self.text = text
        self.location = location
    }

    /// Takes an address that a store kept; it was checked when it was written.
    package init(stored text: String) {
        self.text = text
        self.location = URLComponents(string: text)?.url?.absoluteString ?? text
    }
}

/// The hosts at which the platform's own redirects answer.
package struct OwnHosts: Sendable, Hashable {
    private let hosts: Set<String>

    /// Takes the public addresses of the platform, such as `https://qr.example.com`.
    package init(publicURLs: [String]) {
        hosts = Set(
            publicURLs.compactMap { text in
                URLComponents(string: text).flatMap { parts in
                    parts.encodedHost.map { Self.key(host: $0, port: parts.port, scheme: parts.scheme) }
                }
            }
        )
    }

    /// Whether redirects of the platform answer at this host and port, whatever the scheme.
    package func contains(host: String, port: Int?) -> Bool {
        if let port { return hosts.contains(Self.key(host: host, port: port, scheme: nil)) }
        return hosts.contains(Self.key(host: host, port: nil, scheme: "http"))
            || hosts.contains(Self.key(host: host, port: nil, scheme: "https"))
    }

    private static func key(host: String, port: Int?, scheme: String?) -> String {
        var name = host.lowercased()
        // A trailing dot names the same host (RFC 1034 section 3.1).
        if name.hasSuffix(".") { name.removeLast() }
        return "\(name):\(port ?? (scheme?.lowercased() == "https" ? 443 : 80))"
    }
}
