// SPDX-License-Identifier: Apache-2.0

import Foundation
import ServiceLifecycle
import Synchronization

/// The front of the server: takes the connections of a port, answers plain scans on them from the bytes, and hands on
/// whatever else they ask.
///
/// Threads of its own with sockets of their own, and nothing of an event library in between: such a library's machinery
/// would cost more than the answer (docs/adr/0010-own-event-loop.md). A connection whose next request is no plain scan
/// leaves for the ordinary HTTP handlers with the bytes that were read, and may come back.
package final class ScanFront: Service {
    /// Where a front listens, and with how many threads.
    package struct Place: Sendable, Hashable {
        /// A host name or an address.
        package var host: String
        /// The TCP port; 0 lets the system choose.
        package var port: Int
        /// How many threads share the connections, at least one.
        package var threads: Int

        /// Names a place.
        package init(host: String, port: Int, threads: Int) {
            self.host = host
            self.port = port
            self.threads = threads
        }
    }

    /// The port that it listens on.
    package let port: Int

    private let inboxes: [LoopInbox]
    private let listener: Listener
    /// Started once, by `run`.
    private let waiting: Mutex<[Running]>

    /// A loop that goes to its thread.
    private struct Running: @unchecked Sendable {
        // Touched by nobody else from the moment on that its thread has it.
        let loop: FrontLoop
    }

    /// Takes the port; connections are taken and served once it runs.
    /// - Parameters:
    ///   - core: the redirects.
    ///   - place: where to listen.
    ///   - handOn: takes the connections that ask for something else; called on the front's threads, and must not wait.
    /// - Throws: ``FrontError`` when the system refuses the port.
    package init(
        core: RedirectCore,
        place: Place,
        handOn: @escaping @Sendable (HandedConnection) -> Void,
    ) throws(FrontError) {
        var loops: [FrontLoop] = []
        for _ in 0..<max(1, place.threads) { loops.append(try FrontLoop(core: core, handOn: handOn)) }
        let listener = try Listener(host: place.host, port: place.port)
        inboxes = loops.map(\.inbox)
        port = listener.port
        self.listener = listener
        waiting = Mutex(loops.map { Running(loop: $0) })
    }

    /// Serves until the process shuts down: answers what is under way then, and ends.
    package func run() async throws {
        let loops = waiting.withLock { loops in
            defer { loops = [] }
            return loops
        }
        try loops.first?.loop.listen(listener, for: inboxes)
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for (number, running) in loops.enumerated() { group.addTask { await Self.run(running, number) } }
            }
        } onGracefulShutdown: {
            for inbox in self.inboxes { inbox.post(.drain) }
        }
    }

    /// Runs a loop on a thread of its own.
    private static func run(_ running: Running, _ number: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread {
                    // Given before the start, the name would not reach the system's tools.
                    Thread.current.name = "front-\(number)"
                    running.loop.run()
                    continuation.resume()
                }.start()
            }
        } onCancel: {
            running.loop.inbox.post(.stop)
        }
    }
}
