// SPDX-License-Identifier: Apache-2.0

/// A block of addresses in CIDR notation (RFC 4632, RFC 4291): `10.0.0.0/8`, `2001:db8::/32`, or one single address.
package struct IPNetwork: Sendable, Hashable, CustomStringConvertible {
    /// The first address of the block: all bits behind the prefix are zero.
    package let base: IPAddress
    /// How many leading bits the addresses of the block share, of 128: for IPv4, 96 more than written.
    package let prefixLength: Int

    /// Reads `address/prefix`, or an address alone, which is a block of one.
    /// - Returns: nil when the address is malformed, or the prefix is no number from 0 to 32 (IPv4) or 128 (IPv6), or
    ///   bits behind the prefix are set: `10.0.0.1/8` says two things at once.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let base = IPAddress(parts[0]) else { return nil }
        // `::ffff:10.0.0.0/104` is IPv6 notation of an IPv4 block: its prefix counts from the first of 128 bits.
        let isDotted = base.isIPv4 && !parts[0].utf8.contains(UInt8(ascii: ":"))
        let width = isDotted ? 32 : 128
        var prefix = width
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let given = Int(parts[1]), given <= width
            else { return nil }
            prefix = given
        }
        prefixLength = 128 - width + prefix
        guard base.bits & ~Self.mask(prefixLength) == 0 else { return nil }
        self.base = base
    }

    /// Whether an address lies in the block.
    package func contains(_ address: IPAddress) -> Bool { address.bits & Self.mask(prefixLength) == base.bits }

    /// The canonical notation, always with a prefix.
    package var description: String {
        base.isIPv4 && prefixLength >= 96 ? "\(base)/\(prefixLength - 96)" : "\(base)/\(prefixLength)"
    }

    /// The leading bits of a prefix.
    ///
    /// Shifting by 128, the whole width, gives 0 with Swift's smart shift.
    private static func mask(_ length: Int) -> UInt128 { ~UInt128(0) << (128 - length) }
}
