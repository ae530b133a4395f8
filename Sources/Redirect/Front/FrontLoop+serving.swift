// SPDX-License-Identifier: Apache-2.0

import Glibc

// Between a socket and the answers.
extension FrontLoop {
    /// Reads what came in on a connection, and answers it.
    func read(_ connection: FrontConnection) {
        guard connection.isReading, !connection.isBlocked else {
            // Somebody sends on who has to wait: the kernel keeps it, and stops him when it has enough.
            return listen(connection, for: connection.interest & ~Epoll.readable)
        }
        let count = received.receive(connection.tag.descriptor)
        guard count > 0 else {
            // What is left in the input then is the beginning of a head that will not be completed, or nothing.
            if count == 0 || errno != EAGAIN && errno != EINTR { close(connection) }
            return
        }
        connection.lastActivity = state.moment.uptime
        guard connection.input.isEmpty else {
            received.withBytes(count) { connection.input.append($0) }
            return work(connection)
        }
        // In the usual case whole requests are answered from where they were read to, and nothing of them is kept.
        received.withBytes(count) { bytes in
            let used = answerAll(bytes, of: connection)
            if used < bytes.count { connection.input.append(bytes.extracting(droppingFirst: used)) }
        }
        settle(connection)
    }

    /// Answers what is kept of a connection's input; `loaded` is what came of the load that it waits for.
    func work(_ connection: FrontConnection, loaded: TableShard.Loaded? = nil) {
        var input: [UInt8] = []
        swap(&input, &connection.input)
        let used = answerAll(input.span, of: connection, loaded: loaded)
        input.removeFirst(used)
        connection.input = input
        settle(connection)
    }

    /// Sends what a socket did not take before, and goes on.
    func sendRest(_ connection: FrontConnection) {
        let sent = unsafe connection.unsent.withUnsafeBytes { bytes in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[connection.unsentStart...])
            return unsafe send(rest, on: connection.tag.descriptor)
        }
        guard sent >= 0 else { return close(connection) }
        connection.unsentStart += sent
        if sent > 0 { connection.lastActivity = state.moment.uptime }
        guard connection.unsentStart == connection.unsent.count else { return }
        connection.unsent = []
        connection.unsentStart = 0
        work(connection)
    }

    /// Answers the complete requests among some bytes, in batches that are sent one by one.
    /// - Returns: how many bytes were answered.
    private func answerAll(
        _ bytes: Span<UInt8>,
        of connection: FrontConnection,
        loaded: TableShard.Loaded? = nil,
    ) -> Int {
        var answering = ScanAnswering(core: core, connection: connection, position: 0)
        if let loaded { answering.finishWaiting(loaded, bytes, &state) }
        repeat {
            answering.fillBatch(bytes, &state)
            guard state.out.count > 0 else { break }
            sendBatch(of: connection)
        } while connection.isReading && !connection.isBlocked && answering.position < bytes.count
            && answering.isBatchFull
        return answering.position
    }

    /// Sends the answers of a batch; what the socket does not take is kept for later.
    private func sendBatch(of connection: FrontConnection) {
        state.recorder?.endBatch()
        let descriptor = connection.tag.descriptor
        let sent = unsafe state.out.withBytes { unsafe send($0, on: descriptor) }
        if sent < 0 {
            // Nobody is there to take it.
            connection.phase = .closing
        } else if sent < state.out.count {
            connection.unsent = unsafe state.out.withBytes { unsafe Array($0[sent...]) }
            connection.unsentStart = 0
        }
        state.out.clear()
    }

    /// Writes bytes to a socket: how many it took, -1 when it is broken.
    private func send(_ bytes: UnsafeRawBufferPointer, on descriptor: Int32) -> Int {
        while true {
            let sent = unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if sent >= 0 { return sent }
            if errno == EAGAIN { return 0 }
            if errno != EINTR { return -1 }
        }
    }

    /// Does what the state of a connection asks for.
    private func settle(_ connection: FrontConnection) {
        if connection.isBlocked { return listen(connection, for: Epoll.writable) }
        switch connection.phase {
        case .closing: close(connection)
        case .handingOn: pass(connection)
        case .reading where state.isDraining: close(connection)
        case .reading: listen(connection, for: Epoll.readable)
        case .waiting: break
        }
    }

    /// Gives a connection, and what of its input is not answered, to the ordinary HTTP handlers.
    private func pass(_ connection: FrontConnection) {
        state.counters.countHandedOn()
        epoll.remove(connection.tag.descriptor)
        release(connection)
        let handed = HandedConnection(
            descriptor: connection.tag.descriptor,
            peer: connection.peer.address,
            bytes: connection.input,
            inbox: inbox,
        )
        handOn(handed)
    }

    private func listen(_ connection: FrontConnection, for interest: UInt32) {
        guard interest != connection.interest else { return }
        connection.interest = interest
        epoll.change(connection.tag.descriptor, tag: connection.tag.bits, interest)
    }
}

extension [UInt8] {
    /// Appends the bytes of a span.
    mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
