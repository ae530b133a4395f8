// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// Finds out which scans of a batch are the first of their visitor on their UTC day.
///
/// Batches need not come in the order of time: each event loop has a journal of its own. A scan that is earlier than the
/// one taken for the first so far takes its place, so that uniques end up in the interval in which they belong.
struct FirstScans {
    /// A visitor of a code on a day.
    private struct Meeting: Hashable, Comparable {
        let day: Int64
        let code: Int64
        let visitor: Int64

        static func < (left: Meeting, right: Meeting) -> Bool {
            (left.day, left.code, left.visitor) < (right.day, right.code, right.visitor)
        }
    }

    private let database: Database
    // Days before this one are not in the table of visitors any more: the scans themselves tell.
    private let keptSince: Int64

    init(in database: Database) throws {
        self.database = database
        keptSince = try database.first(ScanSQL.keptSince, []) { $0[0] } ?? .max
    }

    /// Decides which scans are first, and corrects the stored ones that no longer are.
    /// - Parameter scans: the batch, those of one code in the order of time.
    /// - Returns: the indexes of those that are first.
    /// - Throws: why the database could not do its work.
    func indexes(in scans: [Scan]) throws -> Set<Int> {
        var earliest: [Meeting: Int] = [:]
        for (index, scan) in scans.enumerated() where scan.kind == .person {
            guard let visitor = scan.visitor else { continue }
            let meeting = Meeting(day: scan.at.day, code: scan.code, visitor: Int64(bitPattern: visitor))
            if earliest[meeting] == nil { earliest[meeting] = index }
        }
        var firsts: Set<Int> = []
        for (meeting, index) in earliest.sorted(by: { $0.key < $1.key }) {
            let isFirst = try claim(meeting, at: scans[index].at.milliseconds)
            if isFirst { firsts.insert(index) }
        }
        return firsts
    }

    /// Forgets visitors of the days before the day before `newest`, some of them at a time so that nobody waits long.
    func forget(beforeDayOf newest: Timestamp, atMost count: Int) throws {
        let since = max(keptSince, newest.day - 1)
        if since > keptSince { try database.run(ScanSQL.keepSince, [since]) }
        try database.run(ScanSQL.forgetVisitors, [since, count])
    }

    private func claim(_ meeting: Meeting, at moment: Int64) throws -> Bool {
        let key: StatementArguments = [meeting.day, meeting.code, meeting.visitor]
        let isKept = meeting.day >= keptSince
        if isKept, try database.run(ScanSQL.meetVisitor, key + [moment]) == 1 { return true }
        let known =
            isKept ? try database.first(ScanSQL.firstMeeting, key) { $0[0] as Int64 } : try storedFirst(meeting)
        guard let known else { return true }
        guard moment < known else { return false }
        if isKept { try database.run(ScanSQL.moveFirstMeeting, key + [moment]) }
        try demote(meeting, at: known)
        return true
    }

    private func storedFirst(_ meeting: Meeting) throws -> Int64? {
        let start = meeting.day * Timestamp.dayLength
        let arguments: StatementArguments = [meeting.code, start, start + Timestamp.dayLength, meeting.visitor]
        return try database.first(ScanSQL.firstScan, arguments) { $0[0] }
    }

    private func demote(_ meeting: Meeting, at moment: Int64) throws {
        let demoted: [String] = try database.all(
            ScanSQL.demoteFirst,
            [meeting.code, moment, meeting.visitor],
        ) { $0[0] }
        for country in demoted {
            let quarter = Timestamp(milliseconds: moment).quarter
            try database.run(ScanSQL.takeUnique, [meeting.code, quarter, country])
        }
    }
}
