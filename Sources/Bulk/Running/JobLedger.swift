// SPDX-License-Identifier: Apache-2.0

import Codes
import Glibc
import Store

/// Rows that are made and not committed yet.
struct MadeRows: Sendable {
    private(set) var rows: [BulkRow] = []
    var made: [MadeRow] = []
    /// Where the last of them ends in the file of the rows.
    private(set) var end = 0
    /// The bytes of their entries.
    private(set) var bytes = 0

    mutating func append(_ row: BulkRow, _ made: MadeRow, endingAt end: Int) {
        rows.append(row)
        self.made.append(made)
        self.end = end
        bytes += made.entry.json.count
    }
}

/// The one place that moves a job forward: writes entries to the result, then codes and progress to the store.
///
/// The entries are on the disk before the store says that they count. A process that is killed in between leaves a result
/// that is longer than it says: whoever goes on cuts it there, and makes the same rows again.
actor JobLedger {
    /// Somebody else works on the job.
    struct Superseded: Error {}

    private let job: BulkJob
    private let account: Account
    private let plan: Plan
    private let services: BulkServices
    private let file: BulkFile
    private var progress: BulkProgress

    /// Ids that are taken and plans that fill up meanwhile settle in two or three attempts.
    private static let attempts = 20

    /// Opens the result of a job where its progress ends.
    init(_ job: BulkJob, of account: Account, on plan: Plan, _ services: BulkServices) throws(BulkFileError) {
        self.job = job
        self.account = account
        self.plan = plan
        self.services = services
        progress = job.progress
        file = try BulkFile(services.folder.result(of: job.id), O_RDWR | O_CREAT)
        try file.cut(to: progress.resultBytes)
    }

    /// Commits rows that follow those committed before.
    func commit(_ part: MadeRows) async throws {
        var part = part
        for _ in 0..<Self.attempts {
            refuseRepeatedIDs(in: &part)
            let chunk = try await written(part)
            switch try await services.store.commit(chunk) {
            case .committed:
                progress = chunk.after
                await services.maker.stored(chunk.codes.map(\.id))
                return
            case .limitReached(let room): refuseCodes(in: &part, beyond: room)
            case .quotaReached(let room): refuseRenders(in: &part, beyond: room)
            case .idsTaken(let ids): try await replace(ids, in: &part)
            case .superseded: throw Superseded()
            }
        }
        throw StoreError(
            .failed, operation: "jobs.commit", detail: "ids were taken \(Self.attempts) times in a row",
            hint: "Check the random source.", )
    }

    /// Writes the entries behind the result.
    private func written(_ part: MadeRows) async throws -> BulkChunk {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.bytes + part.made.count * 64)
        var after = progress
        for row in part.made {
            EntryFrame.append(row.entry, to: &bytes)
            after.count(row)
        }
        after.spoolOffset = part.end
        after.resultBytes += bytes.count
        let isLast = after.processed == job.rows
        let (file, start, whole) = (file, progress.resultBytes, bytes)
        try await services.folder.wait { () throws(BulkFileError) in
            try file.write(whole, at: start)
            // An attempt before may have been longer.
            try file.cut(to: start + whole.count)
            try file.sync()
        }
        return BulkChunk(
            job: job.number,
            before: progress,
            after: after,
            codes: part.made.compactMap(\.code),
            limit: plan.codes,
            charge: charge(of: part),
            completedAt: isLast ? services.clock() : nil,
        )
    }

    /// Of two rows with one slug the first has it.
    private func refuseRepeatedIDs(in part: inout MadeRows) {
        var seen: Set<CodeID> = []
        for index in part.made.indices {
            guard let id = part.made[index].code?.id, !seen.insert(id).inserted else { continue }
            part.made[index] = services.maker.refused(part.rows[index], of: job, because: .slugTaken(id))
        }
    }

    private func refuseCodes(in part: inout MadeRows, beyond room: Int) {
        var room = room
        for index in part.made.indices where part.made[index].code != nil {
            room -= 1
            guard room < 0 else { continue }
            part.made[index] = services.maker.refused(
                part.rows[index], of: job, because: .limitReached(plan.codes ?? 0), )
        }
    }

    private func charge(of part: MadeRows) -> RenderCharge? {
        let renders = part.made.reduce(0) { $0 + $1.renders }
        guard renders > 0 else { return nil }
        let now = services.clock()
        return RenderCharge(
            account: account.id,
            month: CalendarMonth(of: now),
            renders: renders,
            limit: plan.renderLimit,
            watch: plan.rendersPerMonth.map { QuotaWatch(quota: $0, at: now) },
        )
    }

    /// Rows that the month has no room for fail in their places; those behind them that cost less may still pass.
    private func refuseRenders(in part: inout MadeRows, beyond room: Int) {
        var room = room
        for index in part.made.indices where part.made[index].renders > 0 {
            if part.made[index].renders <= room {
                room -= part.made[index].renders
            } else {
                let quota = plan.rendersPerMonth ?? 0
                part.made[index] = services.maker.refused(part.rows[index], of: job, because: .quotaReached(quota))
            }
        }
    }

    /// A made id that is taken is made anew; one that comes again was chosen by the row.
    private func replace(_ ids: Set<CodeID>, in part: inout MadeRows) async throws {
        for index in part.made.indices {
            guard let id = part.made[index].code?.id, ids.contains(id) else { continue }
            let again = try await services.maker.make(part.rows[index], of: job, for: account)
            part.made[index] =
                again.code?.id == id
                ? services.maker.refused(part.rows[index], of: job, because: .slugTaken(id)) : again
        }
    }
}

extension BulkProgress {
    /// Counts a row.
    fileprivate mutating func count(_ row: MadeRow) {
        processed += 1
        if row.entry.kind != .failed { succeeded += 1 }
        entryBytes += row.entry.json.count
        escapes += EntryFrame.escapes(in: row.entry.json)
        failed.dynamic += row.failed.dynamic
        failed.secured += row.failed.secured
        failed.sourced += row.failed.sourced
    }
}
