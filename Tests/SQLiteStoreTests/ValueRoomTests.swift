// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store
import Testing

@testable import SQLiteStore

@Suite("Room for values that strangers make up")
struct ValueRoomTests {
    private static let day = morning.day

    /// Scans of a code, each with values of its own.
    private func scans(of code: Int64, _ numbers: Range<Int>, kind: Scan.Kind = .person) -> [Scan] {
        numbers.map { number in
            Scan(
                code: code, version: 1, at: Timestamp(milliseconds: morning.milliseconds + Int64(number) * 1_000),
                kind: kind, country: "FR", visitor: UInt64(number), userAgent: "agent",
                client: ScanClient(device: .mobile, os: "os \(number)", browser: "browser \(number)"),
                referrerHost: "r\(number).example", language: "l\(number)",
                place: ScanPlace(region: "region \(number)", city: "city \(number)"),
                lead: Scan.Lead(source: "s\(number)"), )
        }
    }

    /// Scans of a code, each with a referrer and a source of its own.
    private func leads(of code: Int64, _ numbers: Range<Int>) -> [Scan] {
        numbers.map { number in
            Scan(
                code: code, version: 1, at: Timestamp(milliseconds: morning.milliseconds + Int64(number) * 1_000),
                kind: .person, country: "FR", visitor: 1, userAgent: nil, referrerHost: "r\(number).example",
                lead: Scan.Lead(source: "s\(number)"), )
        }
    }

    private func ingest(_ scans: [Scan], _ position: Int64, into store: SQLiteStore) async throws {
        try await store.ingest(ScanBatch(scans: scans, journal: JournalID("a"), ends: [0: position]))
    }

    private func counts(_ scope: ScanScope, _ account: Account, in store: SQLiteStore) async throws -> ScanCounts {
        let query = AnalyticsQuery(edges: [morning, Timestamp(milliseconds: morning.milliseconds + 86_400_000)])
        return try #require(try await store.analytics(query, of: scope, in: account.id))
    }

    @Test("a code counts a thousand values of a dimension a day by name and the rest together, after a start too")
    func code() async throws {
        let database = try TemporaryDatabase()
        var store = try await database.open()
        let account = try await store.account()
        try await store.add("one", of: account.id)
        for part in 0..<8 {
            if part == 4 {
                try await store.close()
                store = try await database.open()
            }
            // Values that were seen come again, beside new ones.
            try await ingest(scans(of: 1, part * 300..<(part + 1) * 300), Int64(part * 2 + 1), into: store)
            try await ingest(scans(of: 1, 0..<10, kind: .bot), Int64(part * 2 + 2), into: store)
        }
        let found = try await counts(.code(#require(CodeID("one"))), account, in: store)
        #expect(found.scans == 2_400)
        #expect(found.uniques == 2_400)
        for dimension in ValueRoom.dimensions {
            let breakdown = try #require(found.breakdowns[dimension])
            #expect((999...1_000).contains(breakdown.distinct), "\(dimension)")
            #expect(breakdown.values.allSatisfy { $0.scans == 1 && $0.name != KnownValues.overflowText })
            #expect(breakdown.other == 2_400 - breakdown.distinct)
            #expect(breakdown.values.contains { $0.name.contains("7") })
        }
        // Nothing grew beyond it, and counting anew gives the same.
        let texts = try await store.read("test") { database in
            try database.first("SELECT COUNT(*) FROM scan_values", []) { $0[0] as Int } ?? 0
        }
        #expect(texts <= 7 * 1_001 + 1)
        let check = try await store.checkRollups(ofDay: Self.day, repairs: false)
        #expect(check.differences == [])
        #expect(check.scans == 2_480)
        try database.execute("DELETE FROM scan_days")
        _ = try await store.checkRollups(ofDay: Self.day, repairs: true)
        #expect(try await counts(.code(#require(CodeID("one"))), account, in: store) == found)
        // Another day has room again.
        let next = scans(of: 1, 90_000..<90_003)
        try await ingest(next, 100, into: store)
        let query = RecordedScanQuery(limit: 3)
        let last = try await store.scans(query, ofCode: #require(CodeID("one")), of: account.id)
        #expect(last?.scans.map(\.referrerHost) == next.reversed().map(\.referrerHost))
        try await store.close()
    }

    @Test("an account counts ten thousand by name, whichever of its codes had them")
    func account() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        var batch: [Scan] = []
        for code in 1...12 {
            try await store.add("code\(code)", of: account.id)
            batch += leads(of: Int64(code), (code - 1) * 950..<code * 950)
        }
        try await ingest(batch, 1, into: store)
        let all = try await counts(.account, account, in: store)
        #expect(all.scans == 11_400)
        for dimension in [ScanDimension.referrer, .source] {
            #expect(all.breakdowns[dimension]?.distinct == 10_000, "\(dimension)")
            #expect(all.breakdowns[dimension]?.other == 11_400 - 1_000)
        }
        // A value that is known to the account has room at another code still.
        try await ingest(leads(of: 12, 0..<5), 2, into: store)
        let last = try await counts(.code(#require(CodeID("code12"))), account, in: store)
        #expect(last[.source].filter { ["s0", "s1", "s2", "s3", "s4"].contains($0.name) }.count == 5)
        #expect(try await store.checkRollups(ofDay: Self.day, repairs: false).differences == [])
        try await store.close()
    }

    /// Scans of a code, each with a user agent of its own.
    private func agents(of code: Int64, _ numbers: Range<Int>, at moment: Timestamp = morning) -> [Scan] {
        numbers.map { number in
            Scan(
                code: code, version: 1, at: moment, kind: .person, country: "FR", visitor: 1,
                userAgent: "agent \(number)", client: ScanClient(device: .mobile, os: "iOS", browser: "Safari"), )
        }
    }

    private func texts(_ sql: String, in store: SQLiteStore) async throws -> [String] {
        try await store.read("test") { database in try database.all(sql, []) { $0[0] as String } }
    }

    @Test("a code adds a thousand user agents a day, and of more only what they say is kept")
    func userAgents() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        for id in ["one", "two"] { try await store.add(id, of: account.id) }
        for part in 0..<3 {
            try await ingest(agents(of: 1, part * 400..<(part + 1) * 400), Int64(part + 1), into: store)
            // Another process adds a batch, so that what is remembered is not to be trusted.
            try database.execute("UPDATE scan_batch_mark SET mark = mark + 1")
        }
        // What is known is known to all, and another code has room for what is not.
        try await ingest(
            agents(of: 1, 0..<3) + agents(of: 2, 1_100..<1_103) + agents(of: 1, 1_102..<1_104), 4, into: store, )
        let tomorrow = Timestamp(milliseconds: morning.milliseconds + 86_400_000)
        try await ingest(agents(of: 1, 5_000..<5_001, at: tomorrow), 5, into: store)
        let kept = try await texts("SELECT user_agent FROM scan_clients", in: store)
        let expected = (0..<1_000).map { "agent \($0)" } + ["agent 1100", "agent 1101", "agent 1102", "agent 5000", ""]
        #expect(Set(kept) == Set(expected) && kept.count == expected.count)
        let unnamed = "SELECT CAST(COUNT(*) AS TEXT) FROM scan_rows WHERE user_agent = '' AND os = 'iOS'"
        #expect(try await texts(unnamed, in: store) == ["202"])
        #expect(
            try await counts(.account, account, in: store)[.browser] == [NamedCount(name: "Safari", scans: 1_208)])
        try await store.close()
    }

    @Test("a batch that is undone takes no room for user agents")
    func undone() async throws {
        var memory = IngestMemory()
        memory.begin(at: nil, removals: 0)
        for _ in 0..<600 { memory.clients.note(ofCode: 1, account: 2) }
        memory.commit(at: 7)
        memory.begin(at: 7, removals: 0)
        for _ in 0..<400 { memory.clients.note(ofCode: 1, account: 2) }
        #expect(!memory.clients.admits(ofCode: 1, account: 2))
        #expect(memory.clients.admits(ofCode: 3, account: 2))
        memory.begin(at: 7, removals: 0)
        #expect(memory.clients.admits(ofCode: 1, account: 2))
        for _ in 0..<400 { memory.clients.note(ofCode: 1, account: 2) }
        #expect(!memory.clients.admits(ofCode: 1, account: 2))
        for code in Int64(10)..<100 { for _ in 0..<100 { memory.clients.note(ofCode: code, account: 2) } }
        #expect(!memory.clients.admits(ofCode: 500, account: 2) && memory.clients.admits(ofCode: 500, account: 3))
    }

    @Test("what one account's scans made up for ever takes no room from another's")
    func additions() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let flooded = try await store.account()
        let other = try await store.addAccount(name: "other", clientID: "other", plan: "enterprise", at: morning)
        try await store.add("one", of: flooded.id)
        try await store.add("two", of: other.id)
        try await ingest(leads(of: 1, 0..<3), 1, into: store)
        let added = "SELECT dimension || ' ' || added FROM value_additions ORDER BY dimension"
        #expect(try await texts(added, in: store) == ["4 1", "5 1", "6 3", "8 3"])
        try await store.close()
        let full = ValueAdditions.mostOfAccount - 1
        try database.execute("UPDATE value_additions SET added = \(full) WHERE account = \(flooded.id.number)")
        let again = try await database.open()
        try await ingest(leads(of: 1, 2..<6), 2, into: again)
        try await ingest(leads(of: 2, 4..<8), 3, into: again)
        try await ingest(leads(of: 1, 5..<6), 4, into: again)
        let hosts = "SELECT COALESCE(referrer, '-') FROM scan_rows WHERE code = %d ORDER BY number"
        func referrers(_ code: Int) async throws -> [String] {
            try await texts(hosts.replacing("%d", with: "\(code)"), in: again)
        }
        let own = ["r0.example", "r1.example", "r2.example", "r2.example", "r3.example", "(other)", "(other)"]
        // The last one is known by then: another account had room for it.
        #expect(try await referrers(1) == own + ["r5.example"])
        #expect(try await referrers(2) == ["r4.example", "r5.example", "r6.example", "r7.example"])
        try await again.close()
    }
}
