// SPDX-License-Identifier: Apache-2.0

import CEpoll
import Glibc
import Scans
import Synchronization

/// What others have to tell an event loop: put in from any thread, taken out by the loop.
final class LoopInbox: Sendable {
    /// One thing to tell.
    enum Message: Sendable {
        /// A connection to serve, and bytes of it that were read already.
        case connection(Int32, IPAddress, [UInt8])
        /// What came of the load that a connection waits for.
        case loaded(FrontConnection.Tag, TableShard.Loaded)
        /// The server ends: no connection gets more than one answer.
        case drain
        /// The time for that is up.
        case stop
    }

    /// Becomes readable when something is in the inbox.
    let descriptor: Int32
    private let messages = Mutex<[Message]>([])

    /// Makes an empty inbox.
    init() throws(FrontError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard descriptor >= 0 else { throw FrontError("cannot make an inbox", errno) }
    }

    deinit { close(descriptor) }

    /// Puts something in, and wakes the loop up where nothing was in it.
    func post(_ message: Message) {
        let isFirst = messages.withLock { messages in
            messages.append(message)
            return messages.count == 1
        }
        if isFirst { eventfd_write(descriptor, 1) }
    }

    /// Takes everything out.
    func take() -> [Message] {
        var count: eventfd_t = 0
        // Emptied first: what is posted from here on wakes the loop again.
        _ = unsafe eventfd_read(descriptor, &count)
        return messages.withLock { messages in
            var taken: [Message] = []
            swap(&taken, &messages)
            return taken
        }
    }
}
