// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import GRDB
import SQLiteStore
import Store
import Testing

@Suite("What an erased account leaves in the file")
struct ErasureSchemaTests {
    /// Every table that refers to accounts.
    ///
    /// A new one is added here when `Erasure` removes its rows.
    private static let tables: Set = [
        "account_pictures", "account_values", "api_keys", "bulk_jobs", "code_tags", "codes", "render_usage",
        "repeated_requests", "scan_tags", "value_additions", "webhook_events", "webhooks",
    ]

    @Test("no table refers to accounts that the erasure does not know")
    func everyTable() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let sql = """
            SELECT DISTINCT m.name FROM sqlite_master AS m JOIN pragma_foreign_key_list(m.name) AS f
            WHERE m.type = 'table' AND f."table" = 'accounts'
            """
        let found = try await DatabaseQueue(path: database.path).read { try String.fetchSet($0, sql: sql) }
        #expect(found == Self.tables)
        try await store.close()
    }

    @Test("no text of the account is in any file when the log is empty")
    func bytes() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.addAccount(
            name: "zaphod", clientID: "zaphod-id", plan: "enterprise", at: morning, )
        _ = try await store.addAccount(name: "marvin", clientID: "marvin-id", plan: "enterprise", at: morning)
        for index in 0..<500 {
            var code = try sample("zaphod-\(index)", of: account.id)
            code.settings.fallback = Destination(stored: "https://example.com/zaphod")
            _ = try await store.insert(code, limit: nil)
            let scan = Scan(
                code: Int64(index + 1), version: 1, at: morning, kind: .person, country: "FR",
                visitor: UInt64(index), userAgent: "zaphod/\(index % 50)", referrerHost: "zaphod-\(index).example",
                lead: Scan.Lead(source: "zaphod-\(index)"), )
            let batch = ScanBatch(scans: [scan], journal: JournalID("a"), ends: [0: Int64(index + 1)])
            try await store.ingest(batch)
        }
        while try await !store.eraseSome(of: account.id).isDone {}
        try await store.forgetUnusedClients()
        try await store.settle(compacting: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: database.folder.path) {
            let file = try Data(contentsOf: database.folder.appending(path: name))
            #expect(file.range(of: Data("zaphod".utf8)) == nil, "\(name)")
            if name.hasSuffix(".sqlite") { #expect(file.range(of: Data("marvin".utf8)) != nil) }
        }
        try await store.close()
    }

    @Test("a user agent goes with the last scan that has it, and comes again with the next")
    func userAgents() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        var codes: [Int64] = []
        for name in ["mine", "theirs"] {
            let account = try await store.addAccount(
                name: name, clientID: "\(name)-id", plan: "enterprise", at: morning, )
            try await store.add(name, of: account.id)
            let id = try #require(CodeID(name))
            let code = try await store.resolve(id)
            codes.append(try #require(code).number)
        }
        func scan(_ code: Int64, _ userAgent: String, _ end: Int64) async throws {
            let scan = Scan(
                code: code, version: 1, at: morning, kind: .person, country: "FR", visitor: 1, userAgent: userAgent,
                referrerHost: nil, )
            try await store.ingest(ScanBatch(scans: [scan], journal: JournalID("a"), ends: [0: end]))
        }
        func known() async throws -> Set<String> {
            let sql = "SELECT user_agent FROM scan_clients WHERE user_agent <> ''"
            return try await DatabaseQueue(path: database.path).read { try String.fetchSet($0, sql: sql) }
        }
        try await scan(codes[0], "mine", 1)
        try await scan(codes[0], "both", 2)
        try await scan(codes[1], "both", 3)
        let account = try #require(try await store.account(named: "mine"))
        while try await !store.eraseSome(of: account.id).isDone {}
        try await store.forgetUnusedClients()
        #expect(try await known() == ["both"])
        try await scan(codes[1], "mine", 4)
        #expect(try await known() == ["both", "mine"])
        try await store.close()
    }
}
