// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store
import Synchronization

extension SQLiteStore {
    /// Adds a batch in a transaction of its own.
    package func ingest(_ batch: ScanBatch) async throws(StoreError) {
        guard batch.scans.count <= ScanBatch.maximumScans else {
            let detail = "a batch of \(batch.scans.count) scans, more than \(ScanBatch.maximumScans)"
            let hint = "This is a defect of Waymark: report it with this line."
            throw StoreError(.failed, operation: "scans.ingest", detail: detail, hint: hint)
        }
        try await write("scans.ingest", sharing: .alone) { [self] database in
            try StandingBack.run {
                try withIngestMemory(in: database) { try Self.ingest(batch, in: database, &$0) }
            }
        }
    }

    /// Lends what is remembered between batches, and leaves another mark.
    ///
    /// Runs on the writer alone, so that nobody waits for the lock. What is remembered is right where the next call finds
    /// the mark that this one leaves: a transaction that is undone takes it back.
    func withIngestMemory(in database: Database, _ body: (inout IngestMemory) throws -> Void) throws {
        let mark = try database.first(ScanSQL.mark, []) { row in (left: row[0] as Int64, removals: row[1] as Int64) }
        try ingestMemory.withLock { memory in
            memory.begin(at: mark?.left, removals: mark?.removals ?? 0)
            try body(&memory)
            let next = Int64.random(in: .min ... .max)
            try database.run(ScanSQL.setMark, [next])
            memory.commit(at: next)
        }
    }

    private static func ingest(_ batch: ScanBatch, in database: Database, _ memory: inout IngestMemory) throws {
        let key: StatementArguments = [batch.journal.text, batch.segment]
        let position = try database.first(ScanSQL.position, key) { $0[0] as Int64 }
        guard batch.position > position ?? -1 else { return }
        var ingestion = try BatchIngestion(in: database)
        try ingestion.add(batch.scans, &memory)
        try database.run(ScanSQL.setPosition, key + [batch.position])
    }
}
