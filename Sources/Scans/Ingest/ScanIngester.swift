// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Logging
import ServiceLifecycle
package import Store
import Synchronization

/// Follows the journal and moves its scans into the store, each exactly once.
///
/// A batch and its position in the journal are one transaction of the store: killed at any moment, the next start goes on
/// behind the last batch that was stored. While the store fails, everything stays in the journal.
///
/// Start it before the server and let it stop after: on shutdown it moves what is left, cancelled or not, within the drain
/// timeout; what is left then is moved at the next start.
package final class ScanIngester: Service {
    /// How often and how long.
    package struct Configuration: Sendable, Hashable {
        /// How long an idle ingester waits before it looks again; a scan is seen that much later.
        ///
        /// Default 100 ms.
        package var pollInterval: Duration
        /// How long new scans gather after others were moved, unless there is a good batch already.
        ///
        /// Many that are written together cost a fraction of as many that are not. A scan is seen at most that much later.
        /// Default 400 ms.
        package var gatherInterval: Duration
        /// The longest wait after a failure of the store; the first is the poll interval, each next twice the one
        /// before.
        ///
        /// Default 5 s.
        package var longestRetry: Duration
        /// How long it may take to move what is left on shutdown.
        ///
        /// Default 20 s.
        package var drainTimeout: Duration
        /// How long scans may stay in a segment in use after they were stored; then they are overwritten.
        ///
        /// Default an hour.
        package var erasureDelay: Duration

        /// Makes a configuration; by default the documented values.
        package init(
            pollInterval: Duration = .milliseconds(100),
            gatherInterval: Duration = .milliseconds(400),
            longestRetry: Duration = .seconds(5),
            drainTimeout: Duration = .seconds(20),
            erasureDelay: Duration = .seconds(3_600),
        ) {
            self.pollInterval = pollInterval
            self.gatherInterval = gatherInterval
            self.longestRetry = longestRetry
            self.drainTimeout = drainTimeout
            self.erasureDelay = erasureDelay
        }
    }

    private let journal: ScanJournal
    private let configuration: Configuration
    private let worker: IngestWorker
    private let logger: Logger
    private let noteStored: @Sendable () -> Void
    private let state = Mutex(IngestStatus.State.idle)
    private let failures = Atomic<Int>(0)
    private let isStopping = Atomic<Bool>(false)

    /// Makes the service.
    /// - Parameters:
    ///   - journal: what is followed.
    ///   - store: where the scans go.
    ///   - bots: which user agents are bots'.
    ///   - configuration: how often and how long.
    ///   - wallClock: tells how long scans have been stored.
    ///   - logger: told when the store begins and ceases to fail, once each.
    ///   - noteStored: called when scans were stored; must not wait.
    package init(
        journal: ScanJournal,
        store: any ScanStore,
        bots: BotSignatures = .bundled,
        configuration: Configuration = Configuration(),
        wallClock: @escaping WallClock = { .now },
        logger: Logger,
        noteStored: @escaping @Sendable () -> Void = {},
    ) {
        self.journal = journal
        self.noteStored = noteStored
        self.configuration = configuration
        self.logger = logger
        worker = IngestWorker(
            journal: journal,
            store: store,
            bots: bots,
            erasingAfter: configuration.erasureDelay,
            wallClock: wallClock,
            logger: logger,
        )
    }

    /// So many scans are worth a batch at once.
    private static let goodBatch = 32_768

    /// How far it has come.
    package var status: IngestStatus {
        let segments = journal.segments
        return IngestStatus(
            state: state.withLock { $0 },
            backlogScans: segments.reduce(0) { $0 + $1.backlogRecords },
            backlogBytes: segments.reduce(0) { $0 + $1.backlogBytes },
            ingested: worker.ingested.load(ordering: .relaxed),
            failures: failures.load(ordering: .relaxed),
            newest: worker.newestScan,
        )
    }

    /// Works until the group shuts down, and drains.
    package func run() async {
        // A task of its own: cancelling the group must not cancel a transaction.
        let work = Task { await follow() }
        let deadline = Mutex<Task<Void, Never>?>(nil)
        await withTaskCancellationOrGracefulShutdownHandler {
            await work.value
        } onCancelOrGracefulShutdown: { [self] in
            guard !isStopping.exchange(true, ordering: .acquiringAndReleasing) else { return }
            let timer = Task { [timeout = configuration.drainTimeout] in
                if (try? await Task.sleep(for: timeout)) != nil { work.cancel() }
            }
            deadline.withLock { $0 = timer }
        }
        deadline.withLock { $0 }?.cancel()
    }

    /// Moves everything that is in the journal now into the store.
    /// - Throws: the store's failure; what was moved before stays moved.
    package func drain() async throws(StoreError) {
        while try await worker.step() > 0 {}
    }

    private func follow() async {
        enter(.following)
        var retry = configuration.pollInterval
        while !Task.isCancelled {
            // Asked for before the step: what was appended before the stop is then moved.
            let isLast = isStopping.load(ordering: .acquiring)
            do throws(StoreError) {
                let before = worker.ingested.load(ordering: .relaxed)
                let progress = try await worker.step()
                enter(isLast ? .draining : .following)
                retry = configuration.pollInterval
                guard progress > 0 else {
                    if isLast { break }
                    await wait(configuration.pollInterval)
                    continue
                }
                guard worker.ingested.load(ordering: .relaxed) > before else { continue }
                noteStored()
                if !isLast, status.backlogScans < Self.goodBatch { await wait(configuration.gatherInterval) }
            } catch {
                failures.add(1, ordering: .relaxed)
                enter(.retrying(error))
                await wait(retry)
                retry = min(retry * 2, configuration.longestRetry)
            }
        }
        enter(.stopped)
        let left = status.backlogScans
        if left > 0 {
            logger.warning("Scans stay in the journal until the next start", metadata: ["scans": "\(left)"])
        }
    }

    /// Waits, but not over a stop: then every moment counts.
    private func wait(_ duration: Duration) async {
        let wasStopping = isStopping.load(ordering: .acquiring)
        var left = duration
        while left > .zero, !Task.isCancelled, isStopping.load(ordering: .acquiring) == wasStopping {
            let slice = min(left, configuration.pollInterval)
            try? await Task.sleep(for: slice)
            left -= slice
        }
    }

    /// Notes the state, and says so when the store begins or ceases to fail.
    private func enter(_ new: IngestStatus.State) {
        let old = state.withLock { state in
            defer { state = new }
            return state
        }
        switch (old, new) {
        case (.retrying(let before), .retrying(let now)) where before == now: break
        case (_, .retrying(let error)):
            logger.error("The store takes no scans; they stay in the journal", metadata: ["error": "\(error)"])
        case (.retrying, .following), (.retrying, .draining):
            logger.notice("The store takes scans again", metadata: ["backlog": "\(status.backlogScans)"])
        default: break
        }
    }
}
