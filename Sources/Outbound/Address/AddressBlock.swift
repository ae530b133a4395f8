// SPDX-License-Identifier: Apache-2.0

/// A block of addresses in CIDR notation, such as `10.0.0.0/8` or `fd00::/8`.
package struct AddressBlock: Hashable, Sendable {
    private let base: UInt128
    private let mask: UInt128

    /// Reads `address/prefix`; nil where either is malformed, or bits behind the prefix are set.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = HostAddress(String(parts[0])), let prefix = UInt8(parts[1]) else {
            return nil
        }
        let isDotted = !parts[0].contains(":")
        guard prefix <= (isDotted ? 32 : 128) else { return nil }
        mask = ~UInt128(0) << (128 - UInt128(prefix) - (isDotted ? 96 : 0))
        base = address.bits
        guard base & ~mask == 0 else { return nil }
    }

    /// Whether an address lies in the block.
    func contains(_ address: HostAddress) -> Bool { address.bits & mask == base }

    private init(base: UInt128, length: UInt128) {
        self.base = base
        mask = ~UInt128(0) << (128 - length)
    }

    /// All addresses of IPv6 that are given out to networks on the internet (RFC 4291, section 2.4, and IANA).
    static let globalUnicast = AddressBlock(base: 0b001 << 125, length: 3)

    /// What is not on the internet at large, by the IANA IPv4 Special-Purpose Address Registry; multicast is reserved
    /// apart from it.
    static let specialIPv4 = [
        "0.0.0.0/8",  // this network
        "10.0.0.0/8",  // private
        "100.64.0.0/10",  // carriers' NAT
        "127.0.0.0/8",  // loopback
        "169.254.0.0/16",  // link-local, where clouds keep their metadata
        "172.16.0.0/12",  // private
        "192.0.0.0/24",  // protocol assignments
        "192.0.2.0/24",  // documentation
        "192.88.99.0/24",  // relays of 6to4, given up
        "192.168.0.0/16",  // private
        "198.18.0.0/15",  // benchmarks
        "198.51.100.0/24",  // documentation
        "203.0.113.0/24",  // documentation
        "224.0.0.0/4",  // multicast
        "240.0.0.0/4",  // reserved, broadcast
    ].compactMap { AddressBlock($0) }

    /// What is within the global unicast addresses and yet not on the internet at large, or leads to an IPv4 address
    /// in disguise, by the IANA IPv6 Special-Purpose Address Registry.
    ///
    /// Loopback, unique-local, link-local, multicast and the IPv4 addresses mapped, compatible (`::a.b.c.d`) or behind
    /// NAT64 (`64:ff9b::/96`, `64:ff9b:1::/48`) lie outside of ``globalUnicast``.
    static let specialIPv6 = [
        "2001::/23",  // protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  // documentation
        "2002::/16",  // 6to4
        "3fff::/20",  // documentation
    ].compactMap { AddressBlock($0) }
}
