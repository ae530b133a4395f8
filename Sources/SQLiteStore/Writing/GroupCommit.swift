// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store
import Synchronization

/// Lets the writes of concurrent callers share a transaction, and with it the flush to the disk that costs most of it.
///
/// Writes queue up in the order in which they came. One drain at a time, on GRDB's writer thread, opens a transaction,
/// runs each write in a savepoint of its own, so that a failing one is undone alone, takes up those that come meanwhile,
/// commits, and answers every caller: never before the commit. A write that shares with nobody has the transaction to
/// itself. What comes during the commit makes the next group, so that groups are as large as the disk is slow.
final class GroupCommit: Sendable {
    private struct State {
        var queue = WriteQueue()
        var isDraining = false
        var statistics = CommitStatistics()
    }

    /// Enough to make the flush cheap, few enough to keep the first caller's wait short.
    private static let largestGroup = 256

    private let pool: DatabasePool
    private let maximumWaiting: Int
    private let state = Mutex(State())

    init(pool: DatabasePool, maximumWaiting: Int) {
        self.pool = pool
        self.maximumWaiting = maximumWaiting
    }

    var statistics: CommitStatistics { state.withLock(\.statistics) }

    /// How many writes wait for a transaction.
    var waiting: Int { state.withLock(\.queue.count) }

    /// Whether writes are under way.
    var isDraining: Bool { state.withLock(\.isDraining) }

    /// Runs a write, and returns its answer once it is on the disk.
    /// - Parameters:
    ///   - operation: what is done, for errors.
    ///   - sharing: whether the write joins the transaction of others.
    ///   - body: reads and writes the database; what it throws fails this write alone.
    /// - Returns: what `body` returned.
    /// - Throws: what `body` threw or why the commit failed; `unavailable` where too many writes wait already.
    func perform<Answer: Sendable>(
        _ operation: String,
        sharing: CommitSharing,
        _ body: @escaping @Sendable (Database) throws -> Answer,
    ) async throws(StoreError) -> Answer {
        try await withCheckedContinuation { caller in
            let write = PendingWrite(operation, sharing: sharing, body: body, caller: caller)
            switch admit(write) {
            case .queued: break
            case .mustDrain: pool.asyncWriteWithoutTransaction { self.drain($0) }
            case .refused: write.fail(tooManyWaiting(operation))
            }
        }.get()
    }

    private enum Admission { case queued, mustDrain, refused }
    private enum SavepointOutcome { case kept, undone, transactionLost }

    private func admit(_ write: some QueuedWrite) -> Admission {
        state.withLock { state in
            guard state.queue.count < maximumWaiting else { return .refused }
            state.queue.append(write)
            guard !state.isDraining else { return .queued }
            state.isDraining = true
            return .mustDrain
        }
    }

    private func tooManyWaiting(_ operation: String) -> StoreError {
        let detail = "\(maximumWaiting) writes wait for the disk already"
        return StoreError(
            .unavailable, operation: operation, detail: detail, hint: "The disk is too slow for the load.", )
    }

    private func drain(_ database: Database) {
        while let first = nextGroup() {
            do {
                // Left open only where an earlier rollback failed.
                if database.isInsideTransaction { try database.rollback() }
                // IMMEDIATE takes the write lock now, where the busy timeout applies, and not in the middle.
                try database.beginTransaction(.immediate)
            } catch {
                // Those behind would wait as long again, one group after the other: nobody can write now.
                for write in [first] + state.withLock({ $0.queue.takeAll() }) { write.fail(error) }
                continue
            }
            runGroup(beginningWith: first, in: database)
        }
    }

    private func nextGroup() -> (any QueuedWrite)? {
        state.withLock { state in
            let first = state.queue.next(joining: false)
            if first == nil { state.isDraining = false }
            return first
        }
    }

    private func runGroup(beginningWith first: any QueuedWrite, in database: Database) {
        switch first.sharing {
        case .shared: break
        case .alone: return runWhole(first, in: database)
        // The commit too: it writes all of a large transaction's pages.
        case .behind: return StandingBack.run { runWhole(first, in: database) }
        }
        var done: [any QueuedWrite] = []
        var next: (any QueuedWrite)? = first
        while let write = next {
            switch runInSavepoint(write, in: database) {
            case .kept: done.append(write)
            case .undone: break
            case .transactionLost: return done.forEach { runAlone($0, in: database) }
            }
            next = done.count < Self.largestGroup ? state.withLock { $0.queue.next(joining: true) } : nil
        }
        commit(done, in: database)
    }

    /// Repeats a write whose transaction was ended by another one, which the write must not suffer for.
    private func runAlone(_ write: any QueuedWrite, in database: Database) {
        do {
            try database.beginTransaction(.immediate)
        } catch {
            return write.fail(error)
        }
        runWhole(write, in: database)
    }

    /// Runs the only write of the transaction that is open, and ends it.
    ///
    /// Without a savepoint: SQLite keeps the pages that are changed in one, in memory, and goes through the list of all at
    /// the end of every statement that could fail half-way (`memjrnlTruncate` in memjournal.c), which took nine tenths of the
    /// time of a large ingest (Benchmarks/results/2026-11-30-ingest.md).
    private func runWhole(_ write: any QueuedWrite, in database: Database) {
        do {
            try write.run(in: database)
        } catch {
            try? database.rollback()
            return write.fail(error)
        }
        commit([write], in: database)
    }

    /// Runs a write so that it can be undone without the others.
    /// - Returns: what became of it; its caller was answered unless it was kept.
    private func runInSavepoint(_ write: any QueuedWrite, in database: Database) -> SavepointOutcome {
        do {
            try database.cachedStatement(sql: "SAVEPOINT write").execute()
            try write.run(in: database)
            try database.cachedStatement(sql: "RELEASE write").execute()
            return .kept
        } catch {
            write.fail(error)
        }
        // A full disk or a failing one has ended the whole transaction, not just the savepoint.
        guard database.isInsideTransaction else { return .transactionLost }
        do {
            try database.cachedStatement(sql: "ROLLBACK TO write").execute()
            try database.cachedStatement(sql: "RELEASE write").execute()
            return .undone
        } catch {
            try? database.rollback()
            return .transactionLost
        }
    }

    private func commit(_ writes: [any QueuedWrite], in database: Database) {
        do {
            try database.commit()
        } catch {
            try? database.rollback()
            return writes.forEach { $0.fail(error) }
        }
        state.withLock { state in
            state.statistics.commits += writes.isEmpty ? 0 : 1
            state.statistics.writes += writes.count
        }
        writes.forEach { $0.succeed() }
    }
}
