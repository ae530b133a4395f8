// SPDX-License-Identifier: Apache-2.0

/// Adds the query of a scanned URL to the query of a destination, and to nothing else of it.
///
/// The forwarded bytes go behind the destination's `?` and before its `#`, and `#` is among the bytes that are
/// percent-encoded: whatever a scanner sends, scheme, host, port, path and fragment stay the owner's (a redirect that
/// takes them from the request is an open redirect).
package enum ForwardedQuery {
    /// The longest query that is forwarded, in bytes as sent; a longer one is left out, and the scanner still arrives.
    package static let longest = 2_048

    /// Adds a query to a destination.
    /// - Parameters:
    ///   - query: what followed `?` in the scanned URL, any bytes.
    ///   - location: the destination, printable ASCII.
    /// - Returns: the destination's link with the query in it.
    package static func add(_ query: Span<UInt8>, to location: some Sequence<UInt8>) -> [UInt8] {
        var link: [UInt8] = []
        var fragment: [UInt8] = []
        for byte in location {
            if byte == UInt8(ascii: "#") || !fragment.isEmpty { fragment.append(byte) } else { link.append(byte) }
        }
        guard !query.isEmpty, query.count <= longest else { return link + fragment }
        link.reserveCapacity(link.count + 3 * query.count + fragment.count + 1)
        if let separator = separator(after: link) { link.append(separator) }
        for index in query.indices {
            let byte = query[index]
            if isQueryByte(byte) { link.append(byte) } else { link.append(percentEncoding: byte) }
        }
        return link + fragment
    }

    private static func separator(after link: [UInt8]) -> UInt8? {
        guard link.contains(UInt8(ascii: "?")) else { return UInt8(ascii: "?") }
        return link.last == UInt8(ascii: "?") || link.last == UInt8(ascii: "&") ? nil : UInt8(ascii: "&")
    }

    /// RFC 3986, section 3.4: `pchar`, `/` and `?`.
    ///
    /// A percent sign stays: what it encodes was encoded by the sender.
    private static func isQueryByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "-._~%!$&'()*+,;=:@/?".utf8.contains(byte)
        }
    }
}

extension [UInt8] {
    /// Appends `%XX`.
    mutating func append(percentEncoding byte: UInt8) {
        append(UInt8(ascii: "%"))
        for digit in [byte >> 4, byte & 0xF] { append(digit < 10 ? digit + 0x30 : digit + 0x37) }
    }
}
