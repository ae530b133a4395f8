// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// What the database says of how far a journal is stored, and of a batch of it that is stored in part.
struct BatchProgress {
    /// The positions, and the ends of the batch that was begun.
    private(set) var progress = JournalProgress()
    /// Up to where the batch that was begun is stored, in the order of ``ScanOrder``.
    private(set) var mark: ScanOrder.Mark?
    private let journal: JournalID
    private let database: Database

    /// Reads the progress of a journal.
    init(of journal: JournalID, in database: Database) throws {
        self.journal = journal
        self.database = database
        let positions = try database.all(ScanSQL.positions, [journal.text]) { row in
            (segment: row[0] as Int64, position: row[1] as Int64)
        }
        for row in positions { progress.positions[row.segment] = row.position }
        let begun = try database.all(ScanSQL.begun, [journal.text]) { row in
            (segment: row[0] as Int64, end: row[1] as Int64, code: row[2] as Int64, at: row[3] as Int64)
        }
        for row in begun {
            progress.begun[row.segment] = row.end
            mark = ScanOrder.Mark(code: row.code, at: Timestamp(milliseconds: row.at))
        }
    }

    /// Whether a batch has nothing that is not stored.
    /// - Throws: `failed` where it may have, but cannot be told apart from what is stored.
    func has(_ batch: ScanBatch) throws -> Bool {
        let isAhead = batch.ends.map { segment, end in end > progress.positions[segment] ?? -1 }
        guard isAhead.contains(true) else { return true }
        guard !isAhead.contains(false), progress.begun.isEmpty || progress.begun == batch.ends else {
            let detail = "a batch of \(batch.ends) where \(progress.begun) was begun, behind \(progress.positions)"
            let hint = "This is a defect of Waymark: report it with this line."
            throw StoreError(.failed, operation: "scans.ingest", detail: detail, hint: hint)
        }
        return false
    }

    /// Notes that a batch is stored up to a mark, or whole.
    func note(_ batch: ScanBatch, upTo mark: ScanOrder.Mark?) throws {
        guard let mark else {
            if !progress.begun.isEmpty { try database.run(ScanSQL.endBegun, [journal.text]) }
            for (segment, end) in batch.ends { try database.run(ScanSQL.setPosition, [journal.text, segment, end]) }
            return
        }
        for (segment, end) in batch.ends {
            try database.run(ScanSQL.setBegun, [journal.text, segment, end, mark.code, mark.at.milliseconds])
        }
    }
}
