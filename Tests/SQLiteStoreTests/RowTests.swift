// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import GRDB
import Store
import Testing

@testable import SQLiteStore

@Suite("What the embedded store writes")
struct RowTests {
    @Test("what was answered is in the log: a copy taken without closing has it")
    func crash() async throws {
        let database = try TemporaryDatabase()
        let copy = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        try await store.add("one", of: account.id)
        for ending in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: database.path + ending, toPath: copy.path + ending)
        }
        let survivor = try await copy.open()
        #expect(try await survivor.accounts() == [account])
        #expect(try await survivor.count(of: account.id) == 1)
        try await survivor.close()
        try await store.close()
    }

    @Test("each version with a new payload has a destination, others have none")
    func destinations() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        let code = try sample("one", of: account.id)
        _ = try await store.insert(code, limit: nil)
        let texts = ["https://example.com/", "https://example.com/2", "https://example.com/2", "https://example.com/4"]
        for (index, text) in texts.enumerated() {
            _ = try await store.update(code.id, of: account.id) { code in
                var changed = code
                changed.payload = Payload(stored: .url, text: text)
                // An edit that changes nothing makes no version.
                changed.settings.name = "edit \(index)"
                return changed
            }
        }
        let rows = try await store.pool.read { database in
            let sql = "SELECT version || ' ' || payload FROM code_destinations ORDER BY version"
            return try String.fetchAll(database, sql: sql)
        }
        #expect(rows == ["1 https://example.com/", "3 https://example.com/2", "5 https://example.com/4"])
        try await store.close()
    }

    @Test("each version in which a lead has another destination has a row of it, others have none")
    func leads() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        let code = try sample("one", of: account.id)
        _ = try await store.insert(code, limit: nil)
        let edits: [(variants: [String], fallback: String?)] = [
            (["a", "b"], "end"), (["a", "b"], "end"), (["a", "c"], "end"), ([], nil), (["a", "c"], nil),
        ]
        for (index, edit) in edits.enumerated() {
            _ = try await store.update(code.id, of: account.id) { code in
                var changed = code
                changed.settings.routing.variants = edit.variants.map {
                    Variant(destination: Destination(stored: "https://\($0).example"), weight: 1 + index)
                }
                changed.settings.fallback = edit.fallback.map { Destination(stored: $0) }
                changed.updatedAt = Timestamp(milliseconds: Int64(index))
                return changed
            }
        }
        let rows = try await store.pool.read { database in
            let sql = """
                SELECT rule || ' ' || variant || ' ' || version || ' ' || since || COALESCE(' ' || destination, '')
                FROM code_leads ORDER BY rule, variant, version
                """
            return try String.fetchAll(database, sql: sql)
        }
        let expected = [
            "0 1 2 0 https://a.example", "0 1 5 3", "0 1 6 4 https://a.example", "0 2 2 0 https://b.example",
            "0 2 4 2 https://c.example", "0 2 5 3", "0 2 6 4 https://c.example",
        ]
        #expect(rows == expected + ["31 0 2 0 end", "31 0 5 3"])
        try await store.close()
    }

    @Test("a text with a null character is refused and not cut short")
    func nullCharacter() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        var code = try sample("one", of: account.id)
        code.payload = Payload(stored: .text, text: "before\u{0}after")
        let cut = code
        await #expect(throws: storeError(.failed)) { try await store.insert(cut, limit: nil) }
        #expect(try await store.resolve(code.id) == nil)
        try await store.close()
    }

    @Test("a row that another program spoiled is an error and no crash")
    func spoiled() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        let code = try sample("one", of: account.id)
        _ = try await store.insert(code, limit: nil)
        try database.execute("UPDATE codes SET data_type = 'hologram'")
        await #expect(throws: storeError(.corrupt)) { try await store.resolve(code.id) }
        await #expect(throws: storeError(.corrupt)) { try await store.list(CodeListQuery(), of: account.id) }
        try await store.close()
    }

    @Test("scans of unknown codes are counted apart")
    func scans() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        try await store.add("one", of: account.id)
        let dayLength: Int64 = 86_400_000
        for day in Int64(0)..<6 {
            let moment = Timestamp(milliseconds: morning.milliseconds + day * dayLength)
            let scans = (0..<20).map { visitor in scan(of: visitor == 7 ? 99 : 1, at: moment, visitor: visitor) }
            try await store.ingest(
                ScanBatch(scans: scans, journal: JournalID("journal"), ends: [0: day + 1])
            )
        }
        let lost = try await store.pool.read { database in
            try Int.fetchOne(database, sql: "SELECT scans FROM unattributed_scans WHERE code = 99")
        }
        #expect(lost == 6)
        try await store.close()
    }

    /// The pages of an order: with and without a tag, from the beginning and behind a position.
    private static func pages(_ order: CodeOrder) -> [String] {
        [true, false].flatMap { isTagged in
            [true, false].map { ListSQL.page(order, isTagged: isTagged, isFirst: $0) }
        }
    }

    private func plan(_ sql: String) async throws -> [String] {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let plan = try await store.pool.read { database in
            let arguments = StatementArguments(Array(repeating: Int?.none, count: sql.contains("?9") ? 9 : 5))
            return try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
                .map { $0["detail"] as String }
        }
        try await store.close()
        return plan
    }

    @Test(
        "lists walk their index and never the whole table",
        arguments: pages(.newestFirst) + pages(CodeOrder(.createdAt)) + [ListSQL.total, ListSQL.taggedTotal],
    )
    func plans(_ sql: String) async throws {
        let plan = try await plan(sql)
        #expect(!plan.contains { $0.hasPrefix("SCAN c") || $0.contains("TEMP B-TREE FOR ORDER BY") }, "\(plan)")
        #expect(plan.contains { $0.contains("codes_living") || $0.contains("SEARCH g") }, "\(plan)")
    }

    @Test("lists in other orders sort the account's codes, and no other's", arguments: CodeOrder.Key.allCases)
    func sorts(_ key: CodeOrder.Key) async throws {
        for sql in Self.pages(CodeOrder(key, isDescending: true)) {
            let plan = try await plan(sql)
            #expect(!plan.contains { $0.hasPrefix("SCAN c") }, "\(plan)")
        }
    }

    private func scan(of code: Int64, at moment: Timestamp, visitor: Int) -> Scan {
        Scan(
            code: code,
            version: 1,
            at: moment,
            kind: .person,
            country: "FR",
            visitor: UInt64(visitor),
            userAgent: nil,
        )
    }
}
