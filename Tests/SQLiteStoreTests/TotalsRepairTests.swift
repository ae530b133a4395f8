// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store
import Testing

@testable import SQLiteStore

@Suite("Repair of codes' totals")
struct TotalsRepairTests {
    private static let day = morning.day

    /// Two codes with scans on two days; the second day's are by the first code and by bots of the second.
    private func fill(_ store: SQLiteStore) async throws {
        let account = try await store.account().id
        try await store.add("one", of: account)
        try await store.add("two", of: account)
        func scan(_ code: Int64, _ minute: Int64, _ kind: Scan.Kind = .person) -> Scan {
            Scan(
                code: code, version: 1, at: Timestamp(milliseconds: morning.milliseconds + minute * 60_000), kind: kind,
                country: "FR", visitor: UInt64(minute), userAgent: nil, )
        }
        let first = (0..<40).map { scan(1, $0) } + (0..<5).map { scan(2, $0) }
        let second = (1_440..<1_450).map { scan(1, $0) } + [scan(2, 1_500, .bot), scan(1, 1_460, .head)]
        try await store.ingest(ScanBatch(scans: first + second, journal: JournalID("a"), ends: [0: 1]))
    }

    private func totals(_ store: SQLiteStore) async throws -> [Int64: [Int64?]] {
        try await store.read("test") { database in
            let rows = try database.all(ScanSQL.totals) { row in
                (row[0] as Int64, [row[1] as Int64?, row[2] as Int64?])
            }
            return Dictionary(uniqueKeysWithValues: rows)
        }
    }

    @Test(
        "totals that another program spoiled are named, and put right by their days",
        arguments: [
            "UPDATE code_totals SET scans = scans + 7", "UPDATE code_totals SET scans = 0",
            "DELETE FROM code_totals WHERE code = 1", "DELETE FROM code_totals WHERE code = 2",
            "UPDATE code_totals SET last_scanned_at = last_scanned_at + 1",
            "UPDATE code_totals SET last_scanned_at = NULL",
            "UPDATE code_totals SET last_scanned_at = 0 WHERE code = 2",
        ],
    )
    func repair(_ damage: String) async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        try await fill(store)
        let whole = try await totals(store)
        let healthy = try await store.checkTotals(repairs: false)
        #expect(healthy.differences == [])
        #expect(healthy.codes == 2)
        try database.execute(damage)
        let found = try await store.checkTotals(repairs: false)
        #expect(found.differing > 0)
        #expect(found.mended == 0)
        #expect(!found.differences.isEmpty)
        let mended = try await store.checkTotals(repairs: true)
        #expect(mended.differing == found.differing)
        #expect(mended.mended == found.differing)
        #expect(try await totals(store) == whole)
        #expect(try await store.checkTotals(repairs: false).differing == 0)
        try await store.close()
    }

    @Test("where scans were purged, a total is raised to its days and never lowered")
    func purged() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        try await fill(store)
        let whole = try await totals(store)
        while try await !store.purgeScans(before: Self.day + 1, atMost: 100).isDone {}
        #expect(try await store.checkTotals(repairs: false).differences == [])
        try database.execute("UPDATE code_totals SET scans = 1, last_scanned_at = NULL WHERE code = 1")
        #expect(try await store.checkTotals(repairs: true).mended == 1)
        #expect(try await totals(store) == whole)
        try database.execute("DELETE FROM scan_days WHERE key < \((Self.day + 1) << ScopeKey.bits)")
        for _ in 0..<2 {
            let check = try await store.checkTotals(repairs: true)
            #expect(check.differing == 2)
            #expect(check.mended == 0)
            #expect(check.differences.allSatisfy { $0.contains("purged") })
        }
        #expect(try await totals(store) == whole)
        try await store.close()
    }

    @Test("a latest scan of a purged day is put right to the quarter of an hour")
    func latest() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        try await fill(store)
        while try await !store.purgeScans(before: Self.day + 2, atMost: 100).isDone {}
        try database.execute("UPDATE code_totals SET last_scanned_at = NULL")
        #expect(try await store.checkTotals(repairs: true).mended == 2)
        let last = try await totals(store)
        #expect(last[1]?[1] == morning.milliseconds + 86_400_000)
        #expect(last[2]?[1] == morning.milliseconds)
        #expect(try await store.checkTotals(repairs: false).differing == 0)
        try await store.close()
    }
}
