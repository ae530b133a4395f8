// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Synchronization

/// A store in memory that keeps the contract of ``ScanStore/ingest(_:)``, and fails when it is told to.
final class InMemoryScanStore: ScanStore {
    /// What happens to a call.
    enum Fault: Sendable {
        /// Refused, nothing done.
        case refused
        /// Done, but the answer is lost: the caller has to assume that nothing was done.
        case answerLost
        /// The first half is stored, then nothing more.
        case halfStored
    }

    private struct State: Sendable {
        var scans: [Scan] = []
        var positions: [JournalID: [Int64: Int64]] = [:]
        var batches = 0
        var begun: [JournalID: (ends: [Int64: Int64], scans: Int)] = [:]
        var faults: [Fault] = []
        var forgotten: [Int64] = []
    }

    private let state = Mutex(State())

    var scans: [Scan] { state.withLock { $0.scans } }
    var codes: [Int64] { scans.map(\.code) }
    var batches: Int { state.withLock { $0.batches } }
    var forgotten: [Int64] { state.withLock { $0.forgotten } }

    /// What happens to the next calls, in this order; then all is well.
    func fail(_ faults: [Fault]) { state.withLock { $0.faults = faults } }

    func unknownNames(in scope: ScanScope, of account: AccountID) async throws(StoreError) -> [String] { [] }

    func ingest(_ batch: ScanBatch) async throws(StoreError) {
        let isRefused = state.withLock { state in
            let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
            if fault == .refused { return true }
            let isAhead = batch.ends.contains { $0.value > state.positions[batch.journal]?[$0.key] ?? 0 }
            guard isAhead else { return fault != nil }
            if let begun = state.begun[batch.journal], begun.ends != batch.ends { return true }
            let start = state.begun.removeValue(forKey: batch.journal)?.scans ?? 0
            if fault == .halfStored {
                let half = (start + batch.scans.count) / 2
                state.scans += batch.scans[start..<half]
                state.begun[batch.journal] = (batch.ends, half)
                return true
            }
            state.scans += batch.scans[start...]
            state.positions[batch.journal, default: [:]].merge(batch.ends) { $1 }
            state.batches += 1
            return fault != nil
        }
        if isRefused { throw Self.failure }
    }

    func progress(ofJournal journal: JournalID) async throws(StoreError) -> JournalProgress {
        state.withLock { state in
            JournalProgress(positions: state.positions[journal] ?? [:], begun: state.begun[journal]?.ends ?? [:])
        }
    }

    func forgetPositions(ofJournal journal: JournalID, below segment: Int64) async throws(StoreError) {
        state.withLock { state in
            state.forgotten.append(segment)
            state.positions[journal] = state.positions[journal]?.filter { $0.key >= segment }
        }
    }

    func analytics(
        _ query: AnalyticsQuery,
        of scope: ScanScope,
        in account: AccountID,
    ) async throws(StoreError) -> ScanCounts? {
        nil
    }

    func refreshTags() async throws(StoreError) -> Bool { false }

    static let failure = StoreError(.unavailable, operation: "scans.ingest", detail: "told to fail", hint: "Wait")
}
