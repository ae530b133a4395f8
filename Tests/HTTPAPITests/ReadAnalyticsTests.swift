// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import SQLiteStore
import Store
import Testing

@testable import HTTPAPI

@Suite("GET /api/qr/codes/{id}/analytics")
struct ReadAnalyticsTests {
    private static let path = "/api/qr/codes/posters/analytics"

    /// Puts scans of the first code into the store, as the ingester does.
    private static func ingest(_ kinds: [(Scan.Kind, country: String, visitor: UInt64)], into api: APIFixture)
        async throws
    {
        let id = try #require(CodeID("posters"))
        let code = try #require(try await api.store.resolve(id))
        let scans = kinds.map { kind, country, visitor in
            Scan(
                code: code.number,
                version: 1,
                at: APIFixture.start,
                kind: kind,
                country: country,
                visitor: visitor,
                userAgent: nil,
            )
        }
        try await api.store.ingest(ScanBatch(scans: scans, journal: JournalID("test"), segment: 1, position: 100))
    }

    @Test("counts come by interval and by country, zeros included")
    func counts() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await Self.ingest(
                [(.person, "FR", 1), (.person, "FR", 1), (.person, "??", 2), (.bot, "US", 3), (.head, "US", 4)],
                into: api,
            )
            let answer = try await caller.send(.get, Self.path + "?days=2")
            #expect(
                answer.text
                    == #"{"id":"posters","from":"2026-05-20T00:00:00.000Z","to":"2026-05-22T00:00:00.000Z","days":2,"#
                    + #""interval":"day","timezone":"UTC","totals":{"scans":3,"uniques":2,"bots":1},"#
                    + #""series":[{"date":"2026-05-20","scans":0,"uniques":0},{"date":"2026-05-21","scans":3,"uniques":2}],"#
                    + #""countries":[{"name":"FR","scans":2},{"name":"??","scans":1}],"sources":[],"variants":[]}"#)
            let bots = try await caller.send(.get, Self.path + "?bots=true")
            #expect(bots["totals.scans"] == .integer(4))
            #expect(bots["series"]?.elements.count == 30)
            let code = try await caller.send(.get, "/api/qr/codes/posters", headers: [.ifNoneMatch: "\"1.0\""])
            #expect(code.status == 200)
            #expect(code["scans"] == .integer(3))
        }
    }

    @Test("counts outlive their code, and stay with its account")
    func owners() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            _ = try await caller.send(.delete, "/api/qr/codes/posters")
            #expect(try await caller.send(.get, Self.path).status == 200)
            #expect(try await caller.with(key: other).send(.get, Self.path).status == 404)
            #expect(try await caller.send(.get, "/api/qr/codes/never/analytics").status == 404)
        }
    }

    @Test(
        "a range that cannot be is refused by name",
        arguments: [
            ("days=0", 422, ["/query/days"]), ("days=91", 422, ["/query/days"]), ("days=week", 400, ["/query/days"]),
            ("days=3&from=2026-05-01", 422, ["/query/days"]), ("tz=Mars/Olympus", 422, ["/query/tz"]),
            ("interval=minute", 422, ["/query/interval"]), ("from=yesterday", 422, ["/query/from"]),
            ("from=2026-05-02&to=2026-05-01", 422, ["/query/from"]), ("bots=maybe", 400, ["/query/bots"]),
            ("interval=year&tz=x", 422, ["/query/interval", "/query/tz"]), ("dimension=os", 422, ["/query/dimension"]),
        ],
    )
    func refusals(query: String, status: Int, pointers: [String]) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            let answer = try await caller.send(.get, "\(Self.path)?\(query)")
            #expect(answer.status == status)
            #expect(answer.pointers == pointers)
        }
    }
}
