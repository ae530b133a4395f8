// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// Compares the stored total and the latest scan of each code with its days.
///
/// To be run behind ``RollupComparison``: the days are taken for right.
struct TotalsComparison {
    private let database: Database
    private let repairs: Bool
    private let rollups: RollupTable

    /// What the days of a code add up to.
    private struct Sum {
        var scans: Int64 = 0
        /// The latest day on which people scanned.
        var lastDay: Int64?
    }

    /// A row of totals.
    private struct Total {
        let code: Int64
        var scans: Int64 = 0
        var last: Int64?
    }

    init(in database: Database, repairs: Bool) throws {
        self.database = database
        self.repairs = repairs
        rollups = try RollupTable(in: database)
    }

    /// Compares, and replaces what differs where that is asked for and the days can tell.
    func run() throws -> TotalsCheck {
        let purged = Set(try database.all(ScanSQL.spans) { ($0[0] as Int64, $0[1] as Bool) }.filter(\.1).map(\.0))
        var sums = try sums()
        var check = TotalsCheck()
        for total in try totals() {
            let sum = sums.removeValue(forKey: total.code) ?? Sum()
            try compare(total, sum, purged, &check)
        }
        for (code, sum) in sums.sorted(by: { $0.key < $1.key }) {
            try compare(Total(code: code), sum, purged, isStored: false, &check)
        }
        return check
    }

    private func compare(
        _ stored: Total,
        _ sum: Sum,
        _ purged: Set<Int64>,
        isStored: Bool = true,
        _ check: inout TotalsCheck,
    ) throws {
        check.codes += 1
        var right = stored
        var words: [String] = []
        // Purged days cannot be counted again, so that a total above theirs may be all that is left of a lost row.
        let isOnlyTrace = stored.scans > sum.scans && !purged.isEmpty
        if stored.scans != sum.scans || !isStored {
            words.append("its total is \(stored.scans) scans, its days have \(sum.scans)")
            if isOnlyTrace { words.append("scans of some days were purged, so that it stays as it is") }
            right.scans = isOnlyTrace ? stored.scans : sum.scans
        }
        right.last = try latest(of: stored, sum, purged)
        if right.last != stored.last {
            words.append("its latest scan is not that of its days")
        }
        guard !words.isEmpty else { return }
        check.note("code \(stored.code): \(words.joined(separator: "; "))")
        guard repairs else { return }
        try database.run(ScanSQL.setTotals, [right.code, right.scans, right.last])
        if !isOnlyTrace { check.mended += 1 }
    }

    /// What the moment of the latest scan ought to be: the stored one where that is of a purged day, and may be right.
    private func latest(of stored: Total, _ sum: Sum, _ purged: Set<Int64>) throws -> Int64? {
        if let last = stored.last {
            let day = Timestamp(milliseconds: last).day
            if purged.contains(day), day >= sum.lastDay ?? day { return last }
        }
        return try sum.lastDay.map { try latest(of: stored.code, day: $0, isPurged: purged.contains($0)) }
    }

    /// The latest moment of a day at which people scanned a code; of a purged day the quarter in which it was.
    private func latest(of code: Int64, day: Int64, isPurged: Bool) throws -> Int64 {
        let start = day * Timestamp.dayLength
        if !isPurged, let time = try database.first(ScanSQL.latestTime, [day, code], { $0[0] as Int64 }) {
            return start + time
        }
        let series = try rollups.rollup(of: ScopeKey(.code, code), day: day)?.series
        return start + Int64(series?.quarters.lastIndex { $0.scans > 0 } ?? 0) * Timestamp.quarterLength
    }

    private func totals() throws -> [Total] {
        try database.all(ScanSQL.totals) { row in Total(code: row[0], scans: row[1], last: row[2]) }
    }

    private func sums() throws -> [Int64: Sum] {
        var sums: [Int64: Sum] = [:]
        try FastStatement(RollupSQL.scansOfDays, in: database).forEach { row in
            let scope = ScopeKey(packed: row.int(0))
            guard scope.isCode else { return }
            let day = row.int(0) >> ScopeKey.bits
            var sum = sums[scope.number] ?? Sum()
            sum.scans += row.int(1)
            // By ascending keys, and so by days.
            if row.int(1) > 0 { sum.lastDay = day }
            sums[scope.number] = sum
        }
        return sums
    }
}
