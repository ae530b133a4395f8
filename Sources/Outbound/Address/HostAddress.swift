// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A numeric internet address that a connection may go to.
package struct HostAddress: Hashable, Sendable {
    /// The text it was made from, for connecting.
    let text: String
    /// The 128 bits; IPv4 as the IPv6 address it is mapped to (RFC 4291, section 2.5.5.2).
    let bits: UInt128

    private static let mappedPrefix: UInt128 = 0xFFFF << 32

    /// Reads dotted decimal or the forms of RFC 4291, section 2.2; nil for anything else, zones among it.
    package init?(_ text: String) {
        var bytes: [UInt8] = Array(repeating: 0, count: 16)
        func reads(_ family: Int32) -> Bool {
            unsafe bytes.withUnsafeMutableBytes { unsafe inet_pton(family, text, $0.baseAddress) == 1 }
        }
        if reads(AF_INET) {
            bits = Self.mappedPrefix | bytes.prefix(4).reduce(0) { $0 << 8 | UInt128($1) }
        } else if reads(AF_INET6) {
            bits = bytes.reduce(0) { $0 << 8 | UInt128($1) }
        } else {
            return nil
        }
        self.text = text
    }

    /// Reads what the system's resolver takes for an address too: numbers in one to four parts, decimal, octal or
    /// hexadecimal (`2130706433`, `0x7f.1`), by the rules of `inet_aton`.
    init?(spelled text: String) {
        if let address = HostAddress(text) {
            self = address
            return
        }
        var address = in_addr()
        guard unsafe inet_aton(text, &address) != 0 else { return nil }
        let bits = Self.mappedPrefix | UInt128(UInt32(bigEndian: address.s_addr))
        self.init(text: text, bits: bits)
    }

    /// `::`, an address that no connection goes to.
    static let unknown = HostAddress(text: "::", bits: 0)

    private init(text: String, bits: UInt128) {
        self.text = text
        self.bits = bits
    }

    var isIPv4: Bool { bits >> 32 == 0xFFFF }

    /// Whether the address is one that anybody on the internet can reach.
    var isPublic: Bool {
        !(isIPv4 ? AddressBlock.specialIPv4 : AddressBlock.specialIPv6).contains { $0.contains(self) }
            && (isIPv4 || AddressBlock.globalUnicast.contains(self))
    }
}
