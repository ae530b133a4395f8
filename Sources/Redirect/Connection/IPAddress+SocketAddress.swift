// SPDX-License-Identifier: Apache-2.0

import Glibc
package import NIOCore
package import Scans

extension IPAddress {
    /// The address of a connection's other end.
    ///
    /// A local socket has none: it counts as `::`, which an operator may name among the trusted proxies.
    ///
    /// Read from the bytes of the socket address: its fields are named by a module that NIO keeps to itself, and the way
    /// over the text would cost every connection two allocations. Layout: RFC 3493, section 3.3, and POSIX `netinet/in.h`.
    package init(_ address: SocketAddress?) {
        switch address {
        case .v4(let address):
            // Family and port in front, four bytes in network order.
            self.init(ipv4: UInt32(bigEndian: Self.load(from: address.address, at: 4)))
        case .v6(let address):
            // Family, port and flow information in front, sixteen bytes in network order.
            self.init(bits: UInt128(bigEndian: Self.load(from: address.address, at: 8)))
        case .unixDomainSocket, nil: self.init(bits: 0)
        }
    }

    /// The address in what the kernel says of a connection's other end; `::` for another family than IP.
    init(_ storage: sockaddr_storage) {
        switch Int32(storage.ss_family) {
        case AF_INET: self.init(ipv4: UInt32(bigEndian: Self.load(from: storage, at: 4)))
        case AF_INET6: self.init(bits: UInt128(bigEndian: Self.load(from: storage, at: 8)))
        default: self.init(bits: 0)
        }
    }

    /// Reads a number at an offset of a socket address.
    static func load<Bits: FixedWidthInteger & BitwiseCopyable>(from value: some Any, at offset: Int) -> Bits {
        // Within the value by its layout, and checked again by the load.
        unsafe withUnsafeBytes(of: value) { unsafe $0.loadUnaligned(fromByteOffset: offset, as: Bits.self) }
    }
}
