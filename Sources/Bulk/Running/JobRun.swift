// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// Works one job off, from where it stands to its end.
///
/// Slices of its rows are made on all cores at once, and committed in their order. A slice that grows large is committed
/// in parts, and holds no more than one part in memory while it waits for its turn.
struct JobRun: Sendable {
    private let job: BulkJob
    private let services: BulkServices
    private let gate: Gate
    private let turns = Turns()

    /// Large enough to share a flush, small enough for the write lock to be held some ten milliseconds.
    private static let sliceRows = 256
    private static let sliceBytes = 256 << 10
    private static let partBytes = 1 << 20
    /// Rows that take long are committed before their slice is full.
    private static let partTime = Duration.seconds(1)

    /// Makes a run; `gate` bounds the slices that are in work, of all jobs together.
    init(_ job: BulkJob, _ services: BulkServices, gate: Gate) {
        self.job = job
        self.services = services
        self.gate = gate
    }

    /// Runs until every row is committed.
    /// - Throws: why it stopped before; another run goes on from where this one came to.
    func run() async throws {
        guard let account = try await services.store.account(job.account), let plan = services.plans[account.plan]
        else {
            throw StoreError(
                .failed,
                operation: "jobs.run",
                detail: "the account of \(job.id), or its plan, is not there",
                hint: "Add the plan to the plans file.",
            )
        }
        let ledger = try JobLedger(job, of: account, on: plan, services)
        var reader = try RowReader(
            path: services.folder.rows(of: job.id),
            offset: job.progress.spoolOffset,
            index: job.progress.processed,
            count: job.rows,
        )
        try await withThrowingDiscardingTaskGroup { group in
            var number = 0
            while !Task.isCancelled {
                let slice = try reader.next(rows: Self.sliceRows, bytes: Self.sliceBytes)
                if slice.rows.isEmpty { break }
                await gate.enter()
                let turn = number
                group.addTask {
                    defer { gate.leave() }
                    try await work(slice, turn, ledger, account)
                }
                number += 1
            }
        }
        try Task.checkCancellation()
        // Nobody needs the rows any more, and they may hold passwords.
        try services.folder.remove(services.folder.rows(of: job.id))
    }

    private func work(_ slice: RowSlice, _ turn: Int, _ ledger: JobLedger, _ account: Account) async throws {
        do {
            var part = MadeRows()
            var begin = ContinuousClock.now
            for (row, end) in zip(slice.rows, slice.ends) {
                try Task.checkCancellation()
                part.append(row, try await services.maker.make(row, of: job, for: account), endingAt: end)
                let isLate = ContinuousClock.now - begin > Self.partTime && turns.isUp(turn)
                guard part.bytes >= Self.partBytes || isLate else { continue }
                try await turns.wait(for: turn)
                try await ledger.commit(part)
                part = MadeRows()
                begin = .now
            }
            try await turns.wait(for: turn)
            if !part.made.isEmpty { try await ledger.commit(part) }
            turns.advance()
        } catch {
            turns.fail()
            throw error
        }
    }
}
