// SPDX-License-Identifier: Apache-2.0

import Glibc
import Scans

/// One thread's share of the connections: waits for the kernel, reads, answers, writes.
///
/// Confined to one thread, but for its inbox. What a plain scan costs here is one `recv` and one `send`, and a part of an
/// `epoll_wait`; nothing is allocated for it.
final class FrontLoop {
    /// The most connections that are taken from the listener before the others get their turn.
    private static let mostAccepted = 64
    /// How long the listener rests when the process has no room for another connection, in milliseconds.
    private static let rest: Int64 = 100
    /// How often connections are looked at for their patience, in milliseconds.
    private static let sweepEvery: Int64 = 1_000

    let core: RedirectCore
    let inbox: LoopInbox
    let epoll: Epoll
    let handOn: @Sendable (HandedConnection) -> Void
    let received = ReceiveBuffer()
    var state: LoopState
    /// By descriptor.
    private var connections: [FrontConnection?] = []
    private(set) var count = 0
    private var serial: UInt32 = 0
    private var nextSweep: Int64
    private(set) var isStopped = false
    /// Where connections come in, and the loops that get them in turn; one loop of a front has them.
    private var listening: (listener: Listener, loops: [LoopInbox], next: Int)?
    /// When the listener is asked again after the process had no room, by ``Moment/uptime``.
    private var restsUntil: Int64?

    /// Tags that are no connection's.
    private static let inboxTag = UInt64.max
    private static let listenerTag = UInt64.max - 1

    /// Makes a loop that serves nothing yet.
    init(core: RedirectCore, handOn: @escaping @Sendable (HandedConnection) -> Void) throws(FrontError) {
        self.core = core
        self.handOn = handOn
        inbox = try LoopInbox()
        epoll = try Epoll()
        let moment = core.clock()
        state = LoopState(
            inbox: inbox,
            counters: core.makeCounters(),
            seed: .random(in: .min ... .max),
            moment: moment,
        )
        nextSweep = moment.uptime + Self.sweepEvery
        guard epoll.add(inbox.descriptor, tag: Self.inboxTag, Epoll.readable) else {
            throw FrontError("cannot listen to the inbox", errno)
        }
    }

    /// Takes connections of a listener, for itself and for others.
    func listen(_ listener: Listener, for loops: [LoopInbox]) throws(FrontError) {
        try listener.listen()
        listening = (listener, loops, 0)
        guard epoll.add(listener.descriptor, tag: Self.listenerTag, Epoll.readable) else {
            throw FrontError("cannot wait for connections", errno)
        }
    }

    /// Serves until the loop is told to stop, or to drain and nothing is left.
    func run() {
        while !isStopped, !(state.isDraining && count == 0) { turn(milliseconds: patience) }
        closeAll()
    }

    /// Waits for something to happen, and does what follows from it.
    /// - Parameter milliseconds: how long; -1 for as long as it takes.
    func turn(milliseconds: Int32) {
        let happened = epoll.wait(milliseconds: milliseconds)
        state.moment = core.clock()
        for index in 0..<happened {
            let event = epoll[index]
            switch event.tag {
            case Self.inboxTag: for message in inbox.take() { take(message) }
            case Self.listenerTag: acceptWaiting()
            default: serve(event)
            }
        }
        if let restsUntil, state.moment.uptime >= restsUntil { resumeListening() }
        if state.moment.uptime >= nextSweep { sweep() }
    }

    /// How long the kernel may let the loop sleep.
    private var patience: Int32 { restsUntil != nil ? Int32(Self.rest) : count > 0 ? Int32(Self.sweepEvery) : -1 }

    /// Serves a connection from now on.
    func adopt(_ descriptor: Int32, from address: IPAddress, bytes: [UInt8] = []) {
        serial &+= 1
        let tag = FrontConnection.Tag(descriptor: descriptor, serial: serial)
        state.prepareRecorder { core.recorder() }
        let isTrusted = core.proxies.contains(address)
        let connection = FrontConnection(tag: tag, address: address, isTrusted: isTrusted, at: state.moment)
        guard !state.isDraining || !bytes.isEmpty, epoll.add(descriptor, tag: tag.bits, Epoll.readable) else {
            Glibc.close(descriptor)
            return
        }
        let index = Int(descriptor)
        if index >= connections.count {
            connections.append(contentsOf: repeatElement(nil, count: index + 1 - connections.count))
        }
        connections[index] = connection
        count += 1
        guard !bytes.isEmpty else { return }
        connection.input = bytes
        work(connection)
    }

    /// The connection of a tag, unless it is gone.
    func connection(_ tag: FrontConnection.Tag) -> FrontConnection? {
        guard let connection = connections[Int(tag.descriptor)], connection.tag == tag else { return nil }
        return connection
    }

    /// Forgets a connection whose socket is closed, or somebody else's.
    func release(_ connection: FrontConnection) {
        connections[Int(connection.tag.descriptor)] = nil
        count -= 1
    }

    /// Ends a connection at once.
    func close(_ connection: FrontConnection) {
        release(connection)
        Glibc.close(connection.tag.descriptor)
    }

    private func take(_ message: LoopInbox.Message) {
        switch message {
        case .connection(let descriptor, let address, let bytes): adopt(descriptor, from: address, bytes: bytes)
        case .loaded(let tag, let loaded):
            // The connection may have ended meanwhile: nobody is answered then, and nothing is noted.
            if let connection = connection(tag) { work(connection, loaded: loaded) }
        case .drain: drain()
        case .stop: isStopped = true
        }
    }

    private func serve(_ event: Epoll.Event) {
        let descriptor = Int(truncatingIfNeeded: event.tag & 0xFFFF_FFFF)
        // An event may be older than what the events before it did: its connection may be gone, and another have its place.
        guard let connection = connections[descriptor], connection.tag.bits == event.tag else { return }
        if event.flags & Epoll.broken != 0 { return close(connection) }
        if event.flags & Epoll.writable != 0 { sendRest(connection) }
        if event.flags & Epoll.readable != 0, self.connection(connection.tag) != nil { read(connection) }
    }

    private func acceptWaiting() {
        for _ in 0..<Self.mostAccepted {
            guard let listening else { return }
            switch listening.listener.accept() {
            case .nobody: return
            case .connection(let descriptor, let address):
                let inbox = listening.loops[listening.next]
                self.listening?.next = (listening.next + 1) % listening.loops.count
                if inbox === self.inbox {
                    adopt(descriptor, from: address)
                } else {
                    inbox.post(.connection(descriptor, address, []))
                }
            case .exhausted:
                // The waiting connections stay in the kernel's list; asking at once would only burn the processor.
                epoll.remove(listening.listener.descriptor)
                restsUntil = state.moment.uptime + Self.rest
                return
            }
        }
    }

    private func resumeListening() {
        restsUntil = nil
        guard let listening else { return }
        _ = epoll.add(listening.listener.descriptor, tag: Self.listenerTag, Epoll.readable)
    }

    private func sweep() {
        nextSweep = state.moment.uptime + Self.sweepEvery
        for case let connection? in connections where connection.deadline(core.settings) <= state.moment.uptime {
            close(connection)
        }
    }

    /// Answers what is under way, and nothing more.
    private func drain() {
        state.isDraining = true
        listening?.listener.close()
        listening = nil
        restsUntil = nil
        for case let connection? in connections where connection.isReading {
            if connection.isBlocked { connection.phase = .closing } else { close(connection) }
        }
    }

    private func closeAll() {
        listening?.listener.close()
        listening = nil
        for case let connection? in connections { close(connection) }
    }
}

/// Where bytes from sockets are read to.
@safe
final class ReceiveBuffer {
    /// More than the heads of a dozen browsers in one go.
    private static let size = 64 << 10

    private let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)

    deinit { unsafe bytes.deallocate() }

    /// Reads what a socket has: how many bytes that were, 0 for its end, -1 with `errno`.
    func receive(_ descriptor: Int32) -> Int { unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0) }

    /// Lends the first bytes.
    @inline(__always)
    func withBytes<Result>(_ count: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        let read = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<count]).bindMemory(to: UInt8.self)
        return body(unsafe Span(_unsafeElements: read))
    }
}
