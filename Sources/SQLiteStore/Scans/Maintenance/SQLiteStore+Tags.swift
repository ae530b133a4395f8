// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store

extension SQLiteStore {
    /// Makes one day of one tag anew, so that other writes wait for a moment only.
    package func refreshTags() async throws(StoreError) -> Bool {
        let isStale = try await read("scans.tags") { database in
            try database.first(RollupSQL.staleTag, []) { _ in true } ?? false
        }
        guard isStale else { return false }
        try await write("scans.tags", sharing: .behind) { [self] database in
            try withIngestMemory(in: database) { memory in try Self.refreshTag(in: database, &memory) }
        }
        return true
    }

    private struct StaleTag {
        let scope: ScopeKey
        let changes: Int64
        let throughDay: Int64
        let account: Int64
        let text: String
    }

    private static func refreshTag(in database: Database, _ memory: inout IngestMemory) throws {
        let stale = try database.first(RollupSQL.staleTag, []) { row in
            StaleTag(
                scope: ScopeKey(.tag, row[0]), changes: row[1], throughDay: row[2], account: row[3], text: row[4], )
        }
        guard let stale else { return }
        if stale.throughDay < 0 { memory.visitors.renew(stale.scope) }
        let next = try database.first(RollupSQL.dayAfter, [stale.throughDay]) { row in
            (day: row[0] as Int64, isPurged: row[1] as Bool)
        }
        guard let (day, isPurged) = next else {
            try database.run(RollupSQL.freshenTag, [stale.scope.number, stale.changes])
            return
        }
        let codes = try database.all(ScanSQL.codesOfTag, [stale.account, stale.text]) { $0[0] as Int64 }
        let rollup =
            try isPurged
            ? addUp(codes, day: day, tag: stale.scope, in: database)
            : count(codes, day: day, tag: stale.scope, in: database, &memory)
        let key = stale.scope.key(ofDay: day)
        try database.run(RollupSQL.removeDay, [key])
        try database.run(RollupSQL.removeQuarters, [key << QuarterKey.bits, (key + 1) << QuarterKey.bits])
        if rollup != DayRollup() {
            try RollupTable(in: database).replace(stale.scope, day: day, with: rollup)
        }
        try database.run(RollupSQL.advanceTag, [day, stale.scope.number, stale.changes])
    }

    /// Adds up what is left of a day whose scans were purged: the counts of each code.
    ///
    /// Visitors of several codes are then uniques of each; where the tag's own counts are of the same scans, they stay.
    private static func addUp(_ codes: [Int64], day: Int64, tag: ScopeKey, in database: Database) throws -> DayRollup {
        let table = try RollupTable(in: database)
        var sum = DayRollup()
        for code in codes {
            if let rollup = try table.rollup(of: ScopeKey(.code, code), day: day) { sum.merge(rollup) }
        }
        let stored = try table.rollup(of: tag, day: day)
        let (new, old) = (sum.series.total, stored?.series.total)
        return new.scans == old?.scans && new.bots == old?.bots ? stored ?? sum : sum
    }

    /// Counts the scans of a day that codes had together.
    private static func count(
        _ codes: [Int64],
        day: Int64,
        tag: ScopeKey,
        in database: Database,
        _ memory: inout IngestMemory,
    ) throws -> DayRollup {
        let statement = try FastStatement(ScanSQL.cellsOfCode, in: database)
        var visitors = VisitorTable()
        var rollup = DayRollup()
        for code in codes {
            statement.bind(1, day)
            statement.bind(2, code)
            var cells: [ScanCell] = []
            try statement.forEach { row in
                let scan = StoredCell(row)
                guard scan.kind != .head else { return }
                var cell = scan.cell
                cell.isFirst = false
                if scan.kind == .person, let visitor = scan.visitor {
                    let time = UInt32(scan.time)
                    _ = memory.visitors.claim(tag, visitor, day: day, at: time)
                    switch visitors.claim(VisitorTable.key(tag, visitor: visitor), at: time) {
                    case .first: cell.isFirst = true
                    case .earlier(let other):
                        cell.isFirst = true
                        cells.append(.correction(quarter: BatchIngestion.quarter(of: other)))
                    case .known, .unknown: break
                    }
                }
                cells.append(cell)
            }
            rollup.add(cells)
        }
        return rollup
    }
}
