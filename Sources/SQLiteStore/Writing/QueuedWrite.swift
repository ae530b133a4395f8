// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store
import Synchronization

/// Whether a write joins the transaction of others.
enum CommitSharing {
    /// Joins: the usual short write.
    case shared
    /// Has a transaction to itself: a long write, so that short ones before it are answered first.
    case alone
    /// Has a transaction to itself, and lets those who answer go first while it runs and commits.
    case behind
}

/// A write that waits for its turn, its answer's type erased.
protocol QueuedWrite: Sendable {
    /// How it may share a transaction.
    var sharing: CommitSharing { get }

    /// Runs the write and keeps its answer. Called again where the transaction has to be repeated.
    func run(in database: Database) throws

    /// Answers the caller with what ``run(in:)`` kept: only after the commit.
    func succeed()

    /// Answers the caller with a failure instead.
    func fail(_ error: any Error)
}

/// A write and the caller who waits for it.
///
/// It runs to its end even where the caller was cancelled.
final class PendingWrite<Answer: Sendable>: QueuedWrite {
    let sharing: CommitSharing
    private let operation: String
    private let body: @Sendable (Database) throws -> Answer
    private let caller: CheckedContinuation<Result<Answer, StoreError>, Never>
    private let answer = Mutex<Answer?>(nil)

    init(
        _ operation: String,
        sharing: CommitSharing,
        body: @escaping @Sendable (Database) throws -> Answer,
        caller: CheckedContinuation<Result<Answer, StoreError>, Never>,
    ) {
        self.operation = operation
        self.sharing = sharing
        self.body = body
        self.caller = caller
    }

    func run(in database: Database) throws {
        let result = try body(database)
        answer.withLock { $0 = result }
    }

    func succeed() {
        guard let answer = answer.withLock({ $0 }) else {
            let detail = "the write was committed before it ran"
            let hint = "This is a defect of Waymark: report it with this line."
            return fail(StoreError(.failed, operation: operation, detail: detail, hint: hint))
        }
        caller.resume(returning: .success(answer))
    }

    func fail(_ error: any Error) {
        caller.resume(returning: .failure(StoreError(error, during: operation)))
    }
}
