// SPDX-License-Identifier: Apache-2.0

extension IPAddress: CustomStringConvertible {
    /// The longest text of an address: six groups of IPv6 and an IPv4 address behind them.
    static let longestText = 45

    /// Reads `192.0.2.7` or the forms of RFC 4291, section 2.2: `2001:db8::7`, `::ffff:192.0.2.7`.
    /// - Returns: nil for anything else: octets with leading zeros (octal to some readers), zones, ports, brackets.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(Self.longestText + 1))
        self.init(text: bytes.span)
    }

    /// Reads the same forms from ASCII bytes, without allocating.
    /// - Returns: nil for anything else.
    package init?(text: Span<UInt8>) {
        guard (2...Self.longestText).contains(text.count) else { return nil }
        var reader = AddressReader()
        guard let address = reader.readAddress(text) else { return nil }
        self = address
    }

    /// The canonical text: dotted decimal for IPv4, RFC 5952 for IPv6.
    package var description: String {
        if let ipv4 {
            return stride(from: 24, through: 0, by: -8).map { "\(ipv4 >> $0 & 0xFF)" }.joined(separator: ".")
        }
        let groups = stride(from: 112, through: 0, by: -16).map { UInt16(truncatingIfNeeded: bits >> $0) }
        let hex = groups.map { String($0, radix: 16) }
        guard let zeros = Self.longestZeroRun(groups) else { return hex.joined(separator: ":") }
        return hex[..<zeros.lowerBound].joined(separator: ":") + "::" + hex[zeros.upperBound...].joined(separator: ":")
    }

    /// The first of the longest runs of at least two zero groups: what `::` stands for (RFC 5952, section 4.2).
    private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
        var longest: Range<Int>?
        var start = 0
        for end in 1...groups.count where end == groups.count || groups[end] != 0 || groups[end - 1] != 0 {
            if groups[end - 1] == 0, end - start >= 2, end - start > (longest?.count ?? 0) { longest = start..<end }
            start = end
        }
        return longest
    }
}

/// Reads one address from ASCII bytes, left to right.
private struct AddressReader {
    var offset = 0

    func next(_ text: Span<UInt8>) -> UInt8? { offset < text.count ? text[offset] : nil }

    mutating func readAddress(_ text: Span<UInt8>) -> IPAddress? {
        if let ipv4 = readIPv4(text), offset == text.count { return IPAddress(ipv4: ipv4) }
        offset = 0
        guard let bits = readIPv6(text), offset == text.count else { return nil }
        return IPAddress(bits: bits)
    }

    private mutating func skip(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
        guard next(text) == byte else { return false }
        offset += 1
        return true
    }

    private mutating func readIPv4(_ text: Span<UInt8>) -> UInt32? {
        var bits: UInt32 = 0
        for index in 0..<4 {
            if index > 0, !skip(UInt8(ascii: "."), text) { return nil }
            guard let octet = readOctet(text) else { return nil }
            bits = bits << 8 | octet
        }
        return bits
    }

    private mutating func readOctet(_ text: Span<UInt8>) -> UInt32? {
        let start = offset
        var value: UInt32 = 0
        while offset - start < 3, let digit = next(text).flatMap(decimalValue) {
            value = value * 10 + UInt32(digit)
            offset += 1
        }
        let digits = offset - start
        guard digits > 0, value <= 255, digits == 1 || text[start] != UInt8(ascii: "0") else { return nil }
        return value
    }

    /// Groups before and after `::` are collected apart: the ones after it end at the last bit.
    private mutating func readIPv6(_ text: Span<UInt8>) -> UInt128? {
        var head: UInt128 = 0
        var tail: UInt128 = 0
        var headGroups = 0
        var tailGroups = 0
        var isCompressed = false
        if next(text) == UInt8(ascii: ":") {
            offset += 1
            guard skip(UInt8(ascii: ":"), text) else { return nil }
            isCompressed = true
        }
        while headGroups + tailGroups < 8, next(text).flatMap(hexadecimalValue) != nil {
            guard let (value, groups) = readGroups(text, room: 8 - headGroups - tailGroups) else { return nil }
            if isCompressed {
                tail = tail << UInt128(16 * groups) | value
                tailGroups += groups
            } else {
                head = head << UInt128(16 * groups) | value
                headGroups += groups
            }
            // An IPv4 address stands for the last two groups only.
            guard groups == 1, skip(UInt8(ascii: ":"), text) else { break }
            if skip(UInt8(ascii: ":"), text) {
                guard !isCompressed else { return nil }
                isCompressed = true
            } else if next(text).flatMap(hexadecimalValue) == nil {
                return nil
            }
        }
        let groups = headGroups + tailGroups
        guard isCompressed ? groups < 8 : groups == 8 else { return nil }
        return isCompressed && headGroups == 0 ? tail : head << UInt128(16 * (8 - headGroups)) | tail
    }

    /// One group of up to four hexadecimal digits, or an IPv4 address in the place of two groups.
    private mutating func readGroups(_ text: Span<UInt8>, room: Int) -> (value: UInt128, groups: Int)? {
        let start = offset
        if room >= 2, let ipv4 = readIPv4(text) { return (UInt128(ipv4), 2) }
        offset = start
        var value: UInt128 = 0
        while offset - start < 4, let digit = next(text).flatMap(hexadecimalValue) {
            value = value << 4 | UInt128(digit)
            offset += 1
        }
        return offset > start ? (value, 1) : nil
    }
}

private func decimalValue(_ byte: UInt8) -> UInt8? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? byte - UInt8(ascii: "0") : nil
}

private func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    if let value = decimalValue(byte) { return value }
    let lower = byte | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lower) ? lower - UInt8(ascii: "a") + 10 : nil
}
