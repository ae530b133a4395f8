// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store

extension SQLiteStore {
    /// Counts a day's scans anew and compares.
    package func checkRollups(ofDay day: Int64, repairs: Bool) async throws(StoreError) -> RollupCheck {
        guard repairs else {
            return try await readSnapshot("scans.check") { database in
                try RollupComparison(day: day, in: database, repairs: false).run()
            }
        }
        return try await write("scans.rebuild", sharing: .behind) { [self] database in
            try rebuild(day: day, in: database)
        }
    }

    /// Adds up the days of every code and compares.
    package func checkTotals(repairs: Bool) async throws(StoreError) -> TotalsCheck {
        guard repairs else {
            return try await readSnapshot("scans.checkTotals") { database in
                try TotalsComparison(in: database, repairs: false).run()
            }
        }
        return try await write("scans.rebuildTotals", sharing: .alone) { database in
            try TotalsComparison(in: database, repairs: true).run()
        }
    }

    /// Reads of which days there are scans or counts.
    package func scanDays() async throws(StoreError) -> [ScanDay] {
        try await read("scans.days") { database in
            try database.all(ScanSQL.spans) { row in ScanDay(day: row[0], isPurged: row[1]) }
        }
    }

    /// Makes the counts anew that a migration left behind.
    func rebuildStaleDays() async throws(StoreError) {
        var isDone = false
        while !isDone {
            isDone = try await write("scans.rebuild", sharing: .behind) { [self] database in
                guard let day = try database.first(RollupSQL.staleDay, [], { $0[0] as Int64 }) else { return true }
                _ = try rebuild(day: day, in: database)
                try database.run(RollupSQL.freshenDay, [day])
                return false
            }
        }
    }

    private func rebuild(day: Int64, in database: Database) throws -> RollupCheck {
        var check = RollupCheck()
        try withIngestMemory(in: database) { memory in
            check = try RollupComparison(day: day, in: database, repairs: true).run()
            // What it knew of the day's visitors may be what was wrong.
            memory = IngestMemory()
        }
        return check
    }
}
