// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store

/// Compares the stored counts of a day with those that its scans make.
struct RollupComparison {
    private let day: Int64
    private let database: Database
    private let repairs: Bool
    private let rollups: RollupTable

    init(day: Int64, in database: Database, repairs: Bool) throws {
        self.day = day
        self.database = database
        self.repairs = repairs
        rollups = try RollupTable(in: database)
    }

    /// Compares, and replaces what differs where that is asked for.
    func run() throws -> RollupCheck {
        var check = RollupCheck()
        if let isPurged = try database.first(ScanSQL.span, [day], { $0[2] as Bool }), isPurged {
            check.differences.append("its scans were purged: the counts are all that is left")
            return check
        }
        var left = try storedScopes()
        var counting = ScanCounting(day: day, in: database, addsTags: repairs)
        try counting.count { counted in
            left.remove(counted.scope)
            check.series += 1
            try compare(counted, &check)
        }
        for scope in left.sorted() {
            note("\(scope.description): counts without scans", &check)
            if repairs { try remove(scope) }
        }
        check.scans = counting.scans
        return check
    }

    private func compare(_ counted: ScanCounting.Counted, _ check: inout RollupCheck) throws {
        let scope = counted.scope
        // Its codes changed: it is made anew without being asked for.
        if try !repairs && isStale(scope) { return }
        let fault: String?
        do {
            fault = try self.fault(of: counted)
        } catch let damage as RollupDamage {
            fault = damage.description
        }
        guard let fault else { return }
        note("\(scope.description): \(fault)", &check)
        guard repairs else { return }
        try remove(scope)
        try rollups.replace(scope, day: day, with: counted.rollup)
        if counted.wrongFirsts > 0 { try markFirsts(of: scope.number) }
    }

    private func fault(of counted: ScanCounting.Counted) throws -> String? {
        if counted.wrongFirsts > 0 { return "\(counted.wrongFirsts) scans wrongly marked as first or not" }
        let stored = try rollups.rollup(of: counted.scope, day: day) ?? DayRollup()
        if stored != counted.rollup {
            let (kept, made) = (stored.series.total, counted.rollup.series.total)
            return "\(kept.scans) scans, \(kept.uniques) uniques and \(kept.bots) bots are stored, the scans make "
                + "\(made.scans), \(made.uniques) and \(made.bots)"
                + (kept == made ? ", with other values or quarters" : "")
        }
        let isConsistent = try rollups.sumsAreRight(of: counted.scope, day: day, stored)
        return isConsistent ? nil : "sums that are not those of the parts"
    }

    private func note(_ difference: String, _ check: inout RollupCheck) {
        check.differing += 1
        if check.differences.count < RollupCheck.maximumDifferences { check.differences.append(difference) }
    }

    private func storedScopes() throws -> Set<ScopeKey> {
        let statement = try FastStatement(RollupSQL.keysOfDay, in: database)
        statement.bind(1, day << ScopeKey.bits)
        statement.bind(2, (day + 1) << ScopeKey.bits)
        var scopes: Set<ScopeKey> = []
        try statement.forEach { row in scopes.insert(ScopeKey(packed: row.int(0))) }
        return try scopes.filter { try repairs || !isStale($0) }
    }

    private func isStale(_ scope: ScopeKey) throws -> Bool {
        guard scope.isTag else { return false }
        return try database.first(RollupSQL.isStale, [scope.number]) { _ in true } ?? false
    }

    private func remove(_ scope: ScopeKey) throws {
        let key = scope.key(ofDay: day)
        try database.run(RollupSQL.removeDay, [key])
        try database.run(RollupSQL.removeQuarters, [key << QuarterKey.bits, (key + 1) << QuarterKey.bits])
    }

    private func markFirsts(of code: Int64) throws {
        let statement = try FastStatement(ScanSQL.cellsOfCode, in: database)
        statement.bind(1, day)
        statement.bind(2, code)
        var scans: [StoredCell] = []
        try statement.forEach { row in scans.append(StoredCell(row)) }
        var seen: Set<UInt64> = []
        for scan in scans {
            let isFirst = scan.kind == .person && scan.visitor.map { seen.insert($0).inserted } ?? false
            try database.run(ScanSQL.setFirst, [isFirst, scan.number])
        }
    }
}
