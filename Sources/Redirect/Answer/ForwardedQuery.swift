// SPDX-License-Identifier: Apache-2.0

import Codes

/// Adds the query of a scanned URL to the query of a destination, and to nothing else of it.
///
/// The forwarded bytes go behind the destination's `?` and before its `#`, and `#` is among the bytes that are
/// percent-encoded: whatever a scanner sends, scheme, host, port, path and fragment stay the owner's (a redirect that
/// takes them from the request is an open redirect). A parameter that the destination has is the owner's too, and is
/// not forwarded: analytics that find two values of a tag count either or neither.
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
        let added = parameters(of: query, missingIn: link)
        guard !added.isEmpty else { return link + fragment }
        link.reserveCapacity(link.count + 3 * added.count + fragment.count + 1)
        if let separator = separator(after: link) { link.append(separator) }
        for byte in added {
            if isQueryByte(byte) { link.append(byte) } else { link.append(percentEncoding: byte) }
        }
        return link + fragment
    }

    /// The parameters of a query whose names a link does not have, byte for byte as they were sent.
    private static func parameters(of query: Span<UInt8>, missingIn link: [UInt8]) -> [UInt8] {
        let sent = query.indices.map { query[$0] }
        guard let mark = link.firstIndex(of: UInt8(ascii: "?")) else { return sent }
        let own = Set(parts(of: link[(mark + 1)...]).map(name))
        let missing = parts(of: sent[...]).filter { $0.isEmpty || !own.contains(name(of: $0)) }
        return Array(missing.joined(separator: [UInt8(ascii: "&")]))
    }

    private static func parts(of query: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    }

    /// The name of a parameter, whichever of its characters are percent-encoded.
    private static func name(of parameter: ArraySlice<UInt8>) -> [UInt8] {
        PercentEncoding.decode(parameter.prefix { $0 != UInt8(ascii: "=") })
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
