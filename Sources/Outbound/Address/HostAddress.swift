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
