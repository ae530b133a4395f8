// SPDX-License-Identifier: Apache-2.0

package import Scans

extension IPAddress {
    /// What bounds by address count as one client: an IPv4 address, or the /64 in which an IPv6 host chooses its own.
    package var clientNetwork: UInt128 { isIPv4 ? bits : (bits >> 64) << 64 }
}
