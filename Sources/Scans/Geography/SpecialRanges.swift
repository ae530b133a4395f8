// SPDX-License-Identifier: Apache-2.0

/// Addresses that are in no country: private, loopback, link-local, documentation, multicast and reserved blocks of the
/// IANA special-purpose registries (RFC 6890 and its updates).
enum SpecialRanges {
    /// Whether an address has no place on the map.
    static func contains(_ address: IPAddress) -> Bool {
        if let ipv4 = address.ipv4 { return contains(ipv4: ipv4) }
        // Only 2000::/3 is given out as global unicast.
        guard address.bits >> 125 == 0b001 else { return true }
        let top = UInt32(truncatingIfNeeded: address.bits >> 96)
        return top == 0x2001_0DB8  // 2001:db8::/32, documentation
            || top >> 9 == 0x2001_0000 >> 9  // 2001::/23, protocol assignments, Teredo among them
            || top >> 12 == 0x3FFF_0000 >> 12  // 3fff::/20, documentation
    }

    private static func contains(ipv4: UInt32) -> Bool {
        // By the first octet, so that most addresses take one comparison.
        switch ipv4 >> 24 {
        case 0, 10, 127, 224...255: true
        case 100: ipv4 >> 22 == 0x6440_0000 >> 22  // 100.64.0.0/10, carriers' NAT
        case 169: ipv4 >> 16 == 0xA9FE  // 169.254.0.0/16, link-local
        case 172: ipv4 >> 20 == 0xAC10_0000 >> 20  // 172.16.0.0/12, private
        case 192:
            ipv4 >> 16 == 0xC0A8  // 192.168.0.0/16, private
                || ipv4 >> 8 == 0xC0_0000  // 192.0.0.0/24, protocol assignments
                || ipv4 >> 8 == 0xC0_0002  // 192.0.2.0/24, documentation
        case 198:
            ipv4 >> 17 == 0xC612_0000 >> 17  // 198.18.0.0/15, benchmarks
                || ipv4 >> 8 == 0xC6_3364  // 198.51.100.0/24, documentation
        case 203: ipv4 >> 8 == 0xCB_0071  // 203.0.113.0/24, documentation
        default: false
        }
    }
}
