// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A port of 127.0.0.1 on which nobody listens, and which nobody else gets for as long as this is kept.
final class ClosedPort {
    let number: Int
    private let descriptor: Int32

    /// The system refused a socket.
    struct Failure: Error {
        let number: Int32
    }

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, length) == 0 ? getsockname(descriptor, address, &length) : -1
            }
        }
        (self.descriptor, number) = (descriptor, Int(UInt16(bigEndian: address.sin_port)))
        guard status == 0 else { throw Failure(number: errno) }
    }

    deinit { close(descriptor) }
}
