// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@testable import SQLiteStore

@Suite("Repair of stored counts")
struct RollupRepairTests {
    private static let day = morning.day

    private func fill(_ store: SQLiteStore) async throws {
        try await store.add("one", of: store.account().id)
        for position in Int64(1)...3 {
            let scans = (0..<60).map { index in
                Scan(
                    code: 1, version: 1, at: Timestamp(milliseconds: morning.milliseconds + Int64(index) * 600_000),
                    kind: .person, country: "FR", visitor: UInt64(index % 17), userAgent: nil, )
            }
            try await store.ingest(ScanBatch(scans: scans, journal: JournalID("a"), ends: [0: position]))
        }
    }

    @Test(
        "what another program spoiled is named, and made anew",
        arguments: [
            "UPDATE scan_days SET scans = scans + 1", "DELETE FROM scan_days", "DELETE FROM scan_quarters",
            "UPDATE scan_days SET series = x'00050505'", "UPDATE scan_days SET sketch = x'01020304'",
            "UPDATE scan_days SET counts = x'FFFFFF'", "UPDATE scan_days SET counts = x'00010101'",
            "UPDATE scan_days SET cells = x'00', series = NULL", "UPDATE scans SET is_first = 1 - is_first",
            "INSERT INTO scan_days SELECT key + 5, scans, bots, uniques, cells, series, counts, sketch FROM scan_days",
        ],
    )
    func repair(_ damage: String) async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        try await fill(store)
        #expect(try await store.checkRollups(ofDay: Self.day, repairs: false).differing == 0)
        try database.execute(damage)
        let found = try await store.checkRollups(ofDay: Self.day, repairs: false)
        #expect(found.differing > 0)
        #expect(!found.differences.isEmpty)
        let repaired = try await store.checkRollups(ofDay: Self.day, repairs: true)
        #expect(repaired.differing == found.differing)
        #expect(try await store.checkRollups(ofDay: Self.day, repairs: false).differences == [])
        try await store.close()
    }

    @Test("after a repair, and after a start, visitors that were seen are not new again")
    func memory() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        try await fill(store)
        _ = try await store.checkRollups(ofDay: Self.day, repairs: true)
        let late = Scan(
            code: 1, version: 1, at: Timestamp(milliseconds: morning.milliseconds + 80_000_000), kind: .person,
            country: "FR", visitor: 3, userAgent: nil, )
        try await store.ingest(ScanBatch(scans: [late], journal: JournalID("a"), ends: [0: 4]))
        try await store.close()
        let again = try await database.open()
        try await again.ingest(ScanBatch(scans: [late], journal: JournalID("a"), ends: [0: 5]))
        let id = try #require(CodeID("one"))
        let account = try await again.account()
        let edges = [morning, Timestamp(milliseconds: morning.milliseconds + 86_400_000)]
        let counts = try await again.analytics(AnalyticsQuery(edges: edges), of: .code(id), in: account.id)
        #expect(counts?.uniques == 17)
        #expect(counts?.scans == 182)
        #expect(try await again.checkRollups(ofDay: Self.day, repairs: false).differences == [])
        try await again.close()
    }
}
