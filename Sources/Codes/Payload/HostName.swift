// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The host of a web address: a name that DNS can hold, or an address.
struct HostName: Sendable {
    /// The host in ASCII: as it was written where it is ASCII already, international names in Punycode (UTS 46).
    let ascii: String
    /// The one spelling of the host that all its spellings share: `EXAMPLE.com.` and `example.com`, `0x7f.1` and
    /// `127.0.0.1`, `[::FFFF:127.0.0.1]` and `127.0.0.1`.
    let key: String

    /// Checks a host as it stands between `//` and the port.
    /// - Returns: nil when there can be no such host: characters no name has, a label of more than 63 bytes or none, more
    ///   than 253 bytes (RFC 1035 section 2.3.4), a number that is no address.
    init?(_ text: Substring) {
        if text.hasPrefix("[") {
            guard text.hasSuffix("]"), let groups = IPLiteral.groups(text.dropFirst().dropLast()) else { return nil }
            ascii = String(text)
            key = IPLiteral.key(groups)
            return
        }
        guard let ascii = Self.ascii(text) else { return nil }
        var name = ascii.lowercased()[...]
        // A trailing dot names the same host (RFC 1034 section 3.1).
        if name.hasSuffix(".") { name.removeLast() }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.allSatisfy(Self.isLabel), let last = labels.last else { return nil }
        self.ascii = ascii
        // Browsers take a host whose last label is a number for an address, or refuse it (WHATWG URL, "ends in a number").
        guard IPLiteral.isNumber(last) else {
            key = String(name)
            return
        }
        guard let address = IPLiteral.address(labels) else { return nil }
        key = IPLiteral.key(address)
    }

    private static func ascii(_ text: Substring) -> String? {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return String(text) }
        // What has a meaning in a URL must not reach the parser as part of a host.
        guard text.utf8.allSatisfy({ $0 >= 0x80 || $0 == UInt8(ascii: ".") || Base62.isSlugByte($0) }) else {
            return nil
        }
        // Foundation's host encoding is the one IDNA implementation that the toolchain has.
        guard let host = URLComponents(string: "http://\(text)/")?.encodedHost, host.utf8.allSatisfy({ $0 < 0x80 })
        else {
            return nil
        }
        return host
    }

    /// Letters, digits, hyphens, and the underscores that some names on the web have all the same.
    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(Base62.isSlugByte)
    }
}
