// SPDX-License-Identifier: Apache-2.0

/// Addresses as they are written in URLs, read in every form that browsers read, so that none of them hides a host.
enum IPLiteral {
    /// Whether a label is one that browsers read as a number.
    static func isNumber(_ label: Substring) -> Bool {
        label.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } || number(label) != nil
    }

    /// An IPv4 address in one to four parts, decimal, octal or hexadecimal; the last part fills what is left of the 32
    /// bits (WHATWG URL section 3.5).
    static func address(_ parts: [Substring]) -> UInt32? {
        let numbers = parts.compactMap(number)
        guard numbers.count == parts.count, (1...4).contains(parts.count), let last = numbers.last,
            numbers.dropLast().allSatisfy({ $0 < 256 }), last < 1 << (8 * (5 - UInt64(parts.count)))
        else { return nil }
        let leading = numbers.dropLast().enumerated().reduce(0) { $0 | $1.element << (24 - 8 * UInt64($1.offset)) }
        return UInt32(leading | last)
    }

    /// The eight groups of an IPv6 address (RFC 4291 section 2.2); a zone is not part of a URL.
    static func groups(_ text: Substring) -> [UInt16]? {
        guard let gap = text.firstRange(of: "::") else {
            return groups(ofHalf: text).flatMap { $0.count == 8 ? $0 : nil }
        }
        guard let before = groups(ofHalf: text[..<gap.lowerBound]), let after = groups(ofHalf: text[gap.upperBound...]),
            before.count + after.count <= 7
        else { return nil }
        return before + Array(repeating: 0, count: 8 - before.count - after.count) + after
    }

    /// The one spelling of an IPv4 address.
    static func key(_ address: UInt32) -> String {
        [24, 16, 8, 0].map { "\((address >> $0) & 0xFF)" }.joined(separator: ".")
    }

    /// The one spelling of an IPv6 address; an IPv4 address inside one (RFC 4291 section 2.5.5.2) is that address.
    static func key(_ groups: [UInt16]) -> String {
        if groups.starts(with: [0, 0, 0, 0, 0, 0xFFFF]) { return key(UInt32(groups[6]) << 16 | UInt32(groups[7])) }
        return "[\(groups.map { String($0, radix: 16) }.joined(separator: ":"))]"
    }

    private static func groups(ofHalf text: Substring) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var tail: [UInt16] = []
        if let last = parts.last, last.contains(".") {
            let bytes = last.split(separator: ".", omittingEmptySubsequences: false)
            guard bytes.count == 4, let address = address(bytes) else { return nil }
            parts.removeLast()
            tail = [UInt16(address >> 16), UInt16(address & 0xFFFF)]
        }
        let groups = parts.compactMap { part in
            (1...4).contains(part.utf8.count) ? digits(part, radix: 16).map { UInt16(truncatingIfNeeded: $0) } : nil
        }
        return groups.count == parts.count ? groups + tail : nil
    }

    private static func number(_ text: Substring) -> UInt64? {
        guard (1...20).contains(text.utf8.count) else { return nil }
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            return text.count == 2 ? 0 : digits(text.dropFirst(2), radix: 16)
        }
        return digits(text, radix: text.hasPrefix("0") && text.count > 1 ? 8 : 10)
    }

    /// `UInt64(_:radix:)` without the sign that it takes.
    private static func digits(_ text: Substring, radix: Int) -> UInt64? {
        text.utf8.contains(UInt8(ascii: "+")) ? nil : UInt64(text, radix: radix)
    }
}
