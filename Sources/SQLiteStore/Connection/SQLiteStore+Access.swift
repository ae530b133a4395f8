// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store

extension SQLiteStore {
    /// Runs one statement on a reader, off the cooperative threads.
    ///
    /// Cancelling the caller does not interrupt it.
    func read<Answer: Sendable>(
        _ operation: String,
        _ body: @escaping @Sendable (Database) throws -> Answer,
    ) async throws(StoreError) -> Answer {
        try gate.enter(operation)
        defer { gate.leave() }
        return try await withCheckedContinuation { continuation in
            pool.asyncUnsafeRead { database in
                continuation.resume(returning: attempt(operation) { try body(database.get()) })
            }
        }.get()
    }

    /// Runs several statements on a reader that all see the same moment of the database.
    func readSnapshot<Answer: Sendable>(
        _ operation: String,
        _ body: @escaping @Sendable (Database) throws -> Answer,
    ) async throws(StoreError) -> Answer {
        try gate.enter(operation)
        defer { gate.leave() }
        return try await withCheckedContinuation { continuation in
            pool.asyncRead { database in
                continuation.resume(returning: attempt(operation) { try body(database.get()) })
            }
        }.get()
    }

    /// Runs a write together with those of other callers; it is durable when this returns.
    func write<Answer: Sendable>(
        _ operation: String,
        sharing: CommitSharing = .shared,
        _ body: @escaping @Sendable (Database) throws -> Answer,
    ) async throws(StoreError) -> Answer {
        try gate.enter(operation)
        defer { gate.leave() }
        return try await commits.perform(operation, sharing: sharing, body)
    }
}

/// The result of `body`, its failure as a ``StoreError``.
func attempt<Answer>(_ operation: String, _ body: () throws -> Answer) -> Result<Answer, StoreError> {
    do {
        return .success(try body())
    } catch {
        return .failure(StoreError(error, during: operation))
    }
}
