// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Inserts the codes and advances the job in one transaction of its own: short writes before it are answered first.
    package func commit(_ chunk: BulkChunk) async throws(StoreError) -> ChunkOutcome {
        try await write("jobs.commit", sharing: .behind) { database in
            if let refusal = try Self.refusal(of: chunk, in: database) { return refusal }
            var outcome = ChunkOutcome.committed
            try database.inSavepoint {
                outcome = try Self.store(chunk, in: database)
                return outcome == .committed ? .commit : .rollback
            }
            return outcome
        }
    }

    /// Why the account has no room for the chunk; nil where it has.
    ///
    /// Ids that are taken come first: a row whose code is not stored needs no room.
    private static func refusal(of chunk: BulkChunk, in database: Database) throws -> ChunkOutcome? {
        guard let room = try room(for: chunk, in: database) else { return nil }
        var taken: Set<CodeID> = []
        for code in chunk.codes where try isTaken(code.id, in: database) { taken.insert(code.id) }
        return taken.isEmpty ? .limitReached(room: room) : .idsTaken(taken)
    }

    /// How many codes the account may still add, where that is fewer than the chunk has.
    private static func room(for chunk: BulkChunk, in database: Database) throws -> Int? {
        guard let limit = chunk.limit, let account = chunk.codes.first?.account else { return nil }
        let room = max(0, limit - (try livingCount(of: account, in: database) ?? 0))
        return room < chunk.codes.count ? room : nil
    }

    private static func store(_ chunk: BulkChunk, in database: Database) throws -> ChunkOutcome {
        guard try database.run(JobSQL.advance, JobSQL.advance(chunk)) > 0 else { return .superseded }
        if let moment = chunk.completedAt { try database.run(JobSQL.complete, [moment.milliseconds, chunk.job]) }
        var taken: Set<CodeID> = []
        for code in chunk.codes where try insert(code, limit: nil, in: database) == .idTaken { taken.insert(code.id) }
        guard taken.isEmpty else { return .idsTaken(taken) }
        if let charge = chunk.charge, case .refused(let used) = try Self.charge(charge, in: database) {
            return .quotaReached(room: max(0, (charge.limit ?? 0) - used))
        }
        if let moment = chunk.completedAt { try tell(ofCompletionAt: moment, job: chunk.job, in: database) }
        return .committed
    }

    /// Queues the event of a completed job behind those of its codes.
    private static func tell(ofCompletionAt moment: Timestamp, job: Int64, in database: Database) throws {
        guard let job = try database.first(JobSQL.byNumber, [job], JobSQL.read) else { return }
        let event = AccountEvent(.bulkCompleted, of: job.account, data: job.eventData, at: moment)
        try EventOutbox(database).queue(event)
    }
}

extension BulkJob {
    /// What an event tells of the job, under the names of its status.
    fileprivate var eventData: [String: JSONValue] {
        [
            "bulkId": .string(id.text), "count": .integer(rows), "processed": .integer(progress.processed),
            "succeeded": .integer(progress.succeeded), "failed": .integer(progress.processed - progress.succeeded),
        ]
    }
}
