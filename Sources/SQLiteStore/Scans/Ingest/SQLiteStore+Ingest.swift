// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store
import Synchronization

extension SQLiteStore {
    /// Adds a batch, portion by portion: other writes have their turn in between.
    package func ingest(_ batch: ScanBatch) async throws(StoreError) {
        guard batch.scans.count <= ScanBatch.maximumScans else {
            let detail = "a batch of \(batch.scans.count) scans, more than \(ScanBatch.maximumScans)"
            let hint = "This is a defect of Waymark: report it with this line."
            throw StoreError(.failed, operation: "scans.ingest", detail: detail, hint: hint)
        }
        let order = StandingBack.run { ScanOrder(batch.scans) }
        while try await !ingestPortion(of: batch, in: order) {}
    }

    /// Adds the next portion of a batch in a transaction of its own.
    /// - Returns: whether the batch is stored whole.
    func ingestPortion(of batch: ScanBatch, in order: ScanOrder) async throws(StoreError) -> Bool {
        try await write("scans.ingest", sharing: .behind) { [self] database in
            try withIngestMemory(in: database) { memory in
                let progress = try BatchProgress(of: batch.journal, in: database)
                guard try !progress.has(batch) else { return true }
                let portion = order.portion(options.scansOfPortion, after: progress.mark)
                var ingestion = try BatchIngestion(in: database)
                try ingestion.add(portion, of: batch.scans, &memory)
                let isLast = portion.endIndex == order.places.endIndex
                try progress.note(batch, upTo: isLast ? nil : portion.last?.mark)
                return isLast
            }
        }
    }

    /// Lends what is remembered between batches, and leaves another mark.
    ///
    /// Runs on the writer alone, so that nobody waits for the lock. What is remembered is right where the next call finds
    /// the mark that this one leaves: a transaction that is undone takes it back.
    func withIngestMemory<Result>(
        in database: Database,
        _ body: (inout IngestMemory) throws -> Result,
    ) throws -> Result {
        let mark = try database.first(ScanSQL.mark, []) { row in (left: row[0] as Int64, removals: row[1] as Int64) }
        return try ingestMemory.withLock { memory in
            memory.begin(at: mark?.left, removals: mark?.removals ?? 0)
            let result = try body(&memory)
            let next = Int64.random(in: .min ... .max)
            try database.run(ScanSQL.setMark, [next])
            memory.commit(at: next)
            return result
        }
    }
}
