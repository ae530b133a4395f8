// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A URL that may be fetched, taken apart and put together again, so that there is one reading of it.
struct FetchTarget: Sendable {
    /// The host in ASCII; an IPv6 address without its brackets.
    let host: String
    /// The whole URL, for the client.
    let url: String

    private let parts: URLComponents
    private static let lengthLimit = 2_048

    /// Checks a URL.
    init(_ text: String, ports: Set<Int>?) throws(FetchError) {
        // A backslash or a control character is read differently by different parsers.
        guard text.utf8.count <= Self.lengthLimit, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != 0x5C }),
            let parts = URLComponents(string: text)
        else { throw .malformedURL }
        try self.init(parts, ports: ports)
    }

    /// The target of a redirect from here.
    func redirected(to location: String, ports: Set<Int>?) throws(FetchError) -> FetchTarget {
        guard location.utf8.count <= Self.lengthLimit, let base = parts.url,
            let next = URL(string: location, relativeTo: base)
        else { throw .malformedURL }
        return try FetchTarget(next.absoluteString, ports: ports)
    }

    private init(_ parts: URLComponents, ports: Set<Int>?) throws(FetchError) {
        let scheme = parts.scheme?.lowercased() ?? ""
        guard ["http", "https"].contains(scheme), let host = parts.encodedHost, !host.isEmpty else {
            throw .malformedURL
        }
        guard parts.user == nil, parts.password == nil else { throw .credentials }
        let port = parts.port ?? (scheme == "http" ? 80 : 443)
        guard 1...65_535 ~= port, ports?.contains(port) ?? true else { throw .portNotAllowed(port) }
        let name = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        // Escapes in a host, zones in an address: nothing that has to be decoded goes to the client.
        guard name.utf8.allSatisfy(Self.isHostByte) else { throw .malformedURL }
        self.host = name.lowercased()
        self.parts = parts
        let authority = self.host.contains(":") ? "[\(self.host)]" : self.host
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        url = "\(scheme)://\(authority):\(port)\(path)" + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
