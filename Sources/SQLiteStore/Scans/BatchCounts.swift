// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// What a batch of scans adds to the stored counts, put together in memory so that each row is touched once.
struct BatchCounts {
    private struct Cell: Hashable {
        let code: Int64
        let quarter: Int64
        let country: String
    }

    private struct Counts {
        var scans = 0
        var uniques = 0
        var bots = 0
    }

    private struct Total {
        var scans = 0
        var last: Int64 = .min
    }

    private var cells: [Cell: Counts] = [:]
    private var totals: [Int64: Total] = [:]

    /// Counts a scan; HEAD requests count nowhere.
    /// - Parameters:
    ///   - scan: the scan.
    ///   - country: its country, two letters.
    ///   - isFirst: whether it is the visitor's first of the day.
    mutating func add(_ scan: Scan, country: String, isFirst: Bool) {
        guard scan.kind != .head else { return }
        let cell = Cell(code: scan.code, quarter: scan.at.quarter, country: country)
        guard scan.kind == .person else {
            cells[cell, default: Counts()].bots += 1
            return
        }
        cells[cell, default: Counts()].scans += 1
        if isFirst { cells[cell, default: Counts()].uniques += 1 }
        totals[scan.code, default: Total()].scans += 1
        totals[scan.code, default: Total()].last = max(scan.at.milliseconds, totals[scan.code]?.last ?? .min)
    }

    /// Adds the counts to the stored ones, in the order of the keys: neighbouring rows share pages.
    func write(to database: Database) throws {
        let ordered = cells.sorted { left, right in
            (left.key.code, left.key.quarter, left.key.country) < (
                right.key.code, right.key.quarter, right.key.country,
            )
        }
        for (cell, counts) in ordered {
            try database.run(
                ScanSQL.addToQuarter,
                [cell.code, cell.quarter, cell.country, counts.scans, counts.uniques, counts.bots],
            )
        }
        for (code, total) in totals.sorted(by: { $0.key < $1.key }) {
            try database.run(ScanSQL.addToTotals, [code, total.scans, total.last])
        }
    }
}
