// SPDX-License-Identifier: Apache-2.0

/// An internet address of 128 bits; an IPv4 address is kept as the IPv6 address it is mapped to, `::ffff:a.b.c.d`.
///
/// Never written anywhere: an address lives as long as the request it came with.
package struct IPAddress: Sendable, Hashable {
    /// The 128 bits, the first byte on the wire at the top.
    package let bits: UInt128

    /// What stands in front of the 32 bits of an IPv4 address: `::ffff:0:0/96` (RFC 4291, section 2.5.5.2).
    static let mappedPrefix: UInt128 = 0xFFFF << 32

    /// Makes an address from its 128 bits.
    package init(bits: UInt128) { self.bits = bits }

    /// Makes an IPv4 address from its 32 bits, the first octet at the top.
    package init(ipv4 bits: UInt32) { self.bits = Self.mappedPrefix | UInt128(bits) }

    /// Reads an address as it stands in a socket address or a packet.
    ///
    /// 4 bytes are IPv4, 16 bytes IPv6, in network order; with any other number there is no address.
    package init?(networkBytes: Span<UInt8>) {
        switch networkBytes.count {
        case 4: self.init(ipv4: UInt32(truncatingIfNeeded: Self.bigEndian(networkBytes)))
        case 16: self.init(bits: Self.bigEndian(networkBytes))
        default: return nil
        }
    }

    /// Whether it is an IPv4 address.
    package var isIPv4: Bool { bits >> 32 == 0xFFFF }

    /// The 32 bits of an IPv4 address, the first octet at the top; nil for IPv6.
    package var ipv4: UInt32? { isIPv4 ? UInt32(truncatingIfNeeded: bits) : nil }

    private static func bigEndian(_ bytes: Span<UInt8>) -> UInt128 {
        var bits: UInt128 = 0
        for index in 0..<bytes.count { bits = bits << 8 | UInt128(bytes[index]) }
        return bits
    }
}
