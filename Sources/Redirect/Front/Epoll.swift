// SPDX-License-Identifier: Apache-2.0

import CEpoll
import Glibc

/// The kernel's list of sockets that something happened on (epoll, level-triggered).
@safe
final class Epoll {
    /// Something that happened.
    struct Event {
        /// What the socket was added with.
        let tag: UInt64
        /// `EPOLLIN` and its like.
        let flags: UInt32
    }

    /// Bytes, a connection, or the end can be read.
    static let readable = EPOLLIN.rawValue
    /// Bytes can be written.
    static let writable = EPOLLOUT.rawValue
    /// The connection broke, or both sides have ended it.
    static let broken = EPOLLERR.rawValue | EPOLLHUP.rawValue

    /// How many events one call can bring: between two calls every other connection gets its turn.
    private static let most = 128

    private let descriptor: Int32
    private let events: UnsafeMutableBufferPointer<epoll_event>

    /// Makes an empty list.
    init() throws(FrontError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw FrontError("cannot make an event list", errno) }
        unsafe events = .allocate(capacity: Self.most)
        unsafe events.initialize(repeating: epoll_event())
    }

    deinit {
        close(descriptor)
        unsafe events.deallocate()
    }

    /// Adds a socket.
    ///
    /// Returns false where the kernel has no room for it.
    func add(_ socket: Int32, tag: UInt64, _ flags: UInt32) -> Bool { control(EPOLL_CTL_ADD, socket, tag, flags) }

    /// Changes what a socket is listed for.
    func change(_ socket: Int32, tag: UInt64, _ flags: UInt32) { _ = control(EPOLL_CTL_MOD, socket, tag, flags) }

    /// Takes a socket out that somebody else goes on with; closing one takes it out by itself.
    func remove(_ socket: Int32) { _ = control(EPOLL_CTL_DEL, socket, 0, 0) }

    /// Waits for something to happen; how much did, see ``subscript(_:)``.
    ///
    /// A signal ends the waiting with nothing.
    func wait(milliseconds: Int32) -> Int {
        max(0, Int(unsafe epoll_wait(descriptor, events.baseAddress, Int32(Self.most), milliseconds)))
    }

    /// What happened.
    subscript(_ index: Int) -> Event {
        let event = unsafe events[index]
        return Event(tag: unsafe event.data.u64, flags: unsafe event.events)
    }

    private func control(_ operation: Int32, _ socket: Int32, _ tag: UInt64, _ flags: UInt32) -> Bool {
        var event = unsafe epoll_event(events: flags, data: epoll_data_t(u64: tag))
        return unsafe epoll_ctl(descriptor, operation, socket, &event) == 0
    }
}

/// What keeps a front from working.
package struct FrontError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was not possible, and why.
    package let description: String

    /// Names the system's reason.
    init(_ what: String, _ number: Int32) {
        let reason = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
        description = "\(what): \(reason)"
    }

    /// Says it in words alone.
    init(_ what: String) { description = what }
}
