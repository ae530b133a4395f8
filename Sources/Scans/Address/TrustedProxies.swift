// SPDX-License-Identifier: Apache-2.0

/// The proxies whose word about the client is believed.
///
/// Anybody can send `X-Forwarded-For`: a header is worth as much as the peer it comes from. Each proxy appends the
/// address that it was called from, so the list is read from the right, and reading stops at the first address that is
/// no trusted proxy; what stands further left was written by that address and proves nothing.
package struct TrustedProxies: Sendable, Hashable {
    /// The blocks in which the proxies are; empty when nobody is trusted.
    package let networks: [IPNetwork]

    /// Entries of `X-Forwarded-For` that are read at most: longer chains of trusted proxies do not exist.
    static let longestChain = 32

    /// Trusts the addresses of these blocks.
    package init(_ networks: [IPNetwork] = []) { self.networks = networks }

    /// Whether an address is a trusted proxy.
    package func contains(_ address: IPAddress) -> Bool { networks.contains { $0.contains(address) } }

    /// Who is asking.
    ///
    /// Does not allocate.
    /// - Parameters:
    ///   - peer: the other end of the connection.
    ///   - forwardedFor: the value of `X-Forwarded-For` as ASCII bytes, several lines joined with commas in the order
    ///     they came in; empty when there is none. Entries may carry a port or brackets.
    /// - Returns: the rightmost address that is no trusted proxy; where an entry is malformed, the address right of it.
    package func clientAddress(peer: IPAddress, forwardedFor: Span<UInt8>) -> IPAddress {
        var client = peer
        var end = forwardedFor.count
        var entries = 0
        while end > 0, entries < Self.longestChain, contains(client) {
            var start = end
            while start > 0, forwardedFor[start - 1] != UInt8(ascii: ",") { start -= 1 }
            guard let address = Self.address(ofEntry: forwardedFor.extracting(start..<end)) else { return client }
            client = address
            end = start - 1
            entries += 1
        }
        return client
    }

    /// The country that a CDN in front found out, from a header such as `CF-IPCountry`.
    ///
    /// Does not allocate.
    /// - Parameters:
    ///   - peer: the other end of the connection.
    ///   - header: the header's value as ASCII bytes; empty when there is none.
    /// - Returns: nil when the peer is not trusted, or the value is no country of ``AssignedCountries`` (CDNs send `XX` and
    ///   `T1` for unknown).
    package func country(peer: IPAddress, header: Span<UInt8>) -> CountryCode? {
        guard header.count == 2, contains(peer), let code = CountryCode(text: header) else { return nil }
        return code.isAssigned ? code : nil
    }

    /// One entry: `192.0.2.7`, `192.0.2.7:443`, `2001:db8::7` or `[2001:db8::7]:443`, blanks around it left out.
    private static func address(ofEntry entry: Span<UInt8>) -> IPAddress? {
        var start = 0
        var end = entry.count
        while start < end, isBlank(entry[start]) { start += 1 }
        while end > start, isBlank(entry[end - 1]) { end -= 1 }
        guard start < end else { return nil }
        if entry[start] == UInt8(ascii: "[") {
            guard let close = (start..<end).first(where: { entry[$0] == UInt8(ascii: "]") }) else { return nil }
            return IPAddress(text: entry.extracting(start + 1..<close))
        }
        var colon: Int?
        for index in start..<end where entry[index] == UInt8(ascii: ":") {
            // A second colon: IPv6, which carries a port only in brackets.
            if colon != nil { return IPAddress(text: entry.extracting(start..<end)) }
            colon = index
        }
        return IPAddress(text: entry.extracting(start..<(colon ?? end)))
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
