// SPDX-License-Identifier: Apache-2.0

import Codes
import Logging
import Scans
import Store

/// A store that costs nothing: what is left is the reading.
struct CountingStore: ScanStore {
    func ingest(_ batch: ScanBatch) async throws(StoreError) {}

    func progress(ofJournal journal: JournalID) async throws(StoreError) -> JournalProgress { JournalProgress() }

    func forgetPositions(ofJournal journal: JournalID, below segment: Int64) async throws(StoreError) {}

    func analytics(
        _ query: AnalyticsQuery,
        of scope: ScanScope,
        in account: AccountID,
    ) async throws(StoreError) -> ScanCounts? {
        nil
    }

    func unknownNames(in scope: ScanScope, of account: AccountID) async throws(StoreError) -> [String] { [] }

    func refreshTags() async throws(StoreError) -> Bool { false }
}

/// Scans a second from the journal to a store that does nothing with them.
func measureIngest(_ journal: ScanJournal, logger: Logger) async throws -> Int {
    let ingester = ScanIngester(journal: journal, store: CountingStore(), logger: logger)
    let start = ContinuousClock.now
    try await ingester.drain()
    let elapsed = ContinuousClock.now - start
    return Int(Double(ingester.status.ingested) / (elapsed / .seconds(1)))
}
