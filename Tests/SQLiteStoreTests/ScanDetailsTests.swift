// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import GRDB
import Store
import Testing

@testable import SQLiteStore

@Suite("What the embedded store keeps of a scan")
struct ScanDetailsTests {
    private static let phone = ScanClient(device: .mobile, os: "iOS", browser: "Mobile Safari")
    private static let everything = """
        SELECT visitor, user_agent, device, os, browser, referrer, language, region, city FROM scan_rows ORDER BY number
        """

    @Test("texts that come again are kept once, in the same batch and in the next")
    func dictionaries() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        try await store.add("one", of: store.account().id)
        for position in Int64(1)...3 {
            let scans = (0..<4).map { index in
                scan(
                    userAgent: "Agent \(index % 2)", host: "a.example",
                    place: ScanPlace(region: "FR-IDF", city: "Paris"), )
            }
            try await store.ingest(ScanBatch(scans: scans, journal: JournalID("a"), ends: [0: position]))
        }
        let counts = try await store.pool.read { database in
            try ["scans", "scan_clients", "scan_values"].map { table in
                try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(table)")
            }
        }
        #expect(counts == [12, 2, 7])
        try await store.close()
    }

    @Test("all that was told of a scan can be read back; without a digest it is no unique")
    func rows() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        try await store.add("one", of: account.id)
        let scans = [
            scan(userAgent: "Agent", host: "a.example", place: ScanPlace(region: "DE-BE", city: nil)),
            scan(visitor: nil, userAgent: nil, host: nil, place: nil),
            scan(visitor: nil, userAgent: nil, host: nil, place: nil),
        ]
        try await store.ingest(ScanBatch(scans: scans, journal: JournalID("a"), ends: [0: 1]))
        let rows = try await store.pool.read { database in
            try Row.fetchAll(database, sql: Self.everything).map { row in
                row.databaseValues.map { $0.isNull ? "–" : "\($0.storage.value ?? "–")" }.joined(separator: "|")
            }
        }
        let unnamed = "–||1|iOS|Mobile Safari|–|fr|–|–"
        #expect(rows == ["5|Agent|1|iOS|Mobile Safari|a.example|fr|DE-BE|–", unnamed, unnamed])
        let id = try #require(CodeID("one"))
        let edges = [morning, Timestamp(milliseconds: morning.milliseconds + 86_400_000)]
        let counts = try await store.analytics(AnalyticsQuery(edges: edges), of: .code(id), in: account.id)
        #expect(counts?.intervals == [.init(scans: 3, uniques: 1)])
        try await store.close()
    }

    @Test("scans of the schema before keep what is still kept of a scan")
    func migration() async throws {
        let database = try TemporaryDatabase()
        try database.execute(try Self.migrations(upTo: 4) + Self.earlierRows)
        try database.execute(try Self.migrations(from: 5, upTo: 5))
        let expected = [
            "1 Agent a.example fr 1 10", "2  - - 0 11", "3 Agent a.example de 0 12", "4 Agent - en 0 13",
            "5 Other - - 0 14",
        ]
        let rows = try await DatabaseQueue(path: database.path).read { try String.fetchAll($0, sql: Self.summary) }
        #expect(rows == expected)
        try database.execute(try Self.migrations(from: 6, upTo: 8))
        let (narrow, stale) = try await DatabaseQueue(path: database.path).read { database in
            (
                try String.fetchAll(database, sql: Self.narrowSummary),
                try Int.fetchAll(database, sql: "SELECT day FROM stale_days"),
            )
        }
        #expect(narrow == expected)
        #expect(stale == [0])
    }

    @Test("what codes lead to when their history begins is known since their last edit")
    func leads() async throws {
        let database = try TemporaryDatabase()
        let before = EmbeddedMigrations.all.filter { $0.number < 32 }.map(\.sql).joined(separator: "\n")
        let routing = """
            {"rules":[{"device":["mobile"],"destination":"https://r.example/1"},{"variants":[{"destination":
            "https://r.example/2\\u002f1","weight":1},{"destination":"https://r.example/22","weight":2}]}],"variants":
            [{"destination":"https://v.example/1","weight":1},{"destination":"https://v.example/2","weight":1}]}
            """
        try database.execute(
            """
            \(before);
            INSERT INTO accounts (number, name, client_id, plan, created_at) VALUES (1, 'a', 'a', 'free', 0);
            INSERT INTO codes (
                number, id, account, data_type, payload, image_format, style, status, redirect_status, forward_query,
                created_at, updated_at, version, fallback, routing
            ) VALUES
                (1, 'one', 1, 'url', 'https://a.example', 'svg', '{}', 'active', 302, 0, 0, 7, 3, 'https://f.example',
                 '\(routing)'),
                (2, 'two', 1, 'url', 'https://a.example', 'svg', '{}', 'active', 302, 0, 0, 8, 4, NULL,
                 '{"sources":["a"]}'),
                (3, 'six', 1, 'url', 'https://a.example', 'svg', '{}', 'active', 302, 0, 0, 9, 5, NULL, '{}');
            """
        )
        let last = try #require(EmbeddedMigrations.all.first { $0.number == 32 })
        try database.execute(last.sql)
        let sql = """
            SELECT code || ' ' || rule || ' ' || variant || ' ' || version || ' ' || since || ' ' || destination
            FROM code_leads ORDER BY code, rule, variant
            """
        let rows = try await DatabaseQueue(path: database.path).read { try String.fetchAll($0, sql: sql) }
        let expected = [
            "1 0 1 3 7 https://v.example/1", "1 0 2 3 7 https://v.example/2", "1 1 0 3 7 https://r.example/1",
            "1 2 1 3 7 https://r.example/2/1", "1 2 2 3 7 https://r.example/22", "1 31 0 3 7 https://f.example",
        ]
        #expect(rows == expected)
    }

    @Test("counts that a migration left behind are made before the store is used")
    func staleDays() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        try await store.add("one", of: account.id)
        let scans = (0..<5).map { _ in scan(userAgent: "Agent", host: nil, place: nil) }
        try await store.ingest(ScanBatch(scans: scans, journal: JournalID("a"), ends: [0: 1]))
        try await store.close()
        try database.execute("DELETE FROM scan_days; INSERT INTO stale_days SELECT day FROM scan_spans")
        let again = try await database.open()
        let edges = [morning, Timestamp(milliseconds: morning.milliseconds + 86_400_000)]
        let query = AnalyticsQuery(edges: edges)
        #expect(try await again.analytics(query, of: .account, in: account.id)?.scans == 5)
        try await again.close()
    }

    private static let summary = """
        SELECT s.number || ' ' || c.user_agent || ' ' || COALESCE(r.host, '-') || ' ' || COALESCE(s.language, '-') || ' '
            || s.is_first || ' ' || s.at
        FROM scans AS s JOIN scan_clients AS c ON c.number = s.client
        LEFT JOIN scan_referrers AS r ON r.number = s.referrer ORDER BY s.number
        """

    private static let narrowSummary = """
        SELECT number || ' ' || user_agent || ' ' || COALESCE(referrer, '-') || ' ' || COALESCE(language, '-') || ' '
            || is_first || ' ' || at
        FROM scan_rows ORDER BY number
        """

    private static let earlierRows = """
        INSERT INTO accounts (number, name, client_id, plan, created_at) VALUES (1, 'a', 'a', 'free', 0);
        INSERT INTO codes (
            number, id, account, data_type, payload, image_format, style, status, redirect_status, forward_query, created_at,
            updated_at, version
        ) VALUES (1, 'one', 1, 'url', 'https://example.com', 'svg', '{}', 'active', 302, 0, 0, 0, 1);
        INSERT INTO scans (
            number, code, version, at, kind, country, visitor, is_first, user_agent, referrer, language
        ) VALUES
            (1, 1, 1, 10, 0, 'FR', 7, 1, 'Agent', 'https://A.example/path?x', 'fr-FR,fr;q=0.9'),
            (2, 1, 1, 11, 1, 'FR', 7, 0, NULL, NULL, NULL),
            (3, 1, 1, 12, 0, 'FR', 7, 0, 'Agent', 'http://a.example', 'DE'),
            (4, 1, 1, 13, 0, 'FR', 7, 0, 'Agent', 'https://u@a.example:8/', 'en;q=0.5'),
            (5, 1, 1, 14, 2, 'FR', 7, 0, 'Other', 'about:blank', '*');
        """

    private static func migrations(from first: Int = 1, upTo last: Int) throws -> String {
        EmbeddedMigrations.all[(first - 1)..<last].map(\.sql).joined(separator: "\n")
    }

    private func scan(visitor: UInt64? = 5, userAgent: String?, host: String?, place: ScanPlace?) -> Scan {
        Scan(
            code: 1,
            version: 1,
            at: morning,
            kind: .person,
            country: "FR",
            visitor: visitor,
            userAgent: userAgent,
            client: Self.phone,
            referrerHost: host,
            language: "fr",
            place: place,
        )
    }
}
