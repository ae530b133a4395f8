// SPDX-License-Identifier: Apache-2.0

import CEpoll
import Glibc
import Scans

/// A TCP socket at a port of this machine, for others to connect to.
struct Listener: Sendable {
    /// What came of a wish for a connection.
    enum Accepted {
        /// A connection, and who is at its other end.
        case connection(Int32, IPAddress)
        /// Nobody waits.
        case nobody
        /// The process has no room for another one (descriptors, memory).
        case exhausted(Int32)
    }

    private static let backlog: Int32 = 4_096

    let descriptor: Int32

    /// Takes a port at the first address that a name stands for; nobody can connect yet.
    init(host: String, port: Int) throws(FrontError) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(host, "\(port)", &hints, &found)
        guard status == 0, let address = unsafe found else {
            let reason = unsafe String(cString: gai_strerror(status))
            throw FrontError("cannot listen at \(host):\(port): \(reason)")
        }
        defer { unsafe freeaddrinfo(address) }
        descriptor = unsafe socket(
            address.pointee.ai_family,
            Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue),
            0,
        )
        guard descriptor >= 0 else { throw FrontError("cannot listen at \(host):\(port)", errno) }
        // Accepted sockets inherit it on Linux: an answer is sent when it is written, whatever the last one waits for.
        set(Int32(IPPROTO_TCP), TCP_NODELAY)
        set(SOL_SOCKET, SO_REUSEADDR)
        guard unsafe bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 else {
            let error = FrontError("cannot listen at \(host):\(port)", errno)
            Glibc.close(descriptor)
            throw error
        }
    }

    /// The port, also where the system chose it.
    var port: Int {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        // The port stands behind the family in both of its address families.
        return status == 0 ? Int(UInt16(bigEndian: IPAddress.load(from: storage, at: 2))) : 0
    }

    /// Lets others connect.
    func listen() throws(FrontError) {
        guard Glibc.listen(descriptor, Self.backlog) == 0 else { throw FrontError("cannot listen", errno) }
    }

    /// Takes a connection that waits.
    func accept() -> Accepted {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        while true {
            let socket = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe accept4(descriptor, $0, &length, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
                }
            }
            if socket >= 0 { return .connection(socket, IPAddress(storage)) }
            switch errno {
            case EAGAIN: return .nobody
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted(errno)
            // A connection that broke while it waited (accept(2)): the next one.
            default: continue
            }
        }
    }

    /// Stops listening.
    func close() { Glibc.close(descriptor) }

    private func set(_ level: Int32, _ option: Int32) {
        var on: Int32 = 1
        _ = unsafe setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }
}
