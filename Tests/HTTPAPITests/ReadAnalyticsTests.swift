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
        try await api.store.ingest(ScanBatch(scans: scans, journal: JournalID("test"), ends: [1: 100]))
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
                    + #""countries":[{"name":"FR","scans":2},{"name":"??","scans":1}],"regions":[],"cities":[],"#
                    + #""devices":[{"name":"other","scans":3}],"os":[{"name":"Other","scans":3}],"#
                    + #""browsers":[{"name":"Other","scans":3}],"referrers":[],"languages":[],"sources":[],"#
                    + #""variants":[],"other":{},"estimates":{"visitors":2,"exact":true,"standardError":0}}"#)
            let bots = try await caller.send(.get, Self.path + "?bots=true")
            #expect(bots["totals.scans"] == .integer(4))
            #expect(bots["series"]?.elements.count == 30)
            let code = try await caller.send(.get, "/api/qr/codes/posters", headers: [.ifNoneMatch: "\"1.0\""])
            #expect(code.status == 200)
            #expect(code["scans"] == .integer(3))
        }
    }

    @Test("lists are cut where the caller wants, and say what they leave out")
    func top() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await Self.ingest([(.person, "FR", 1), (.person, "FR", 2), (.person, "DE", 3)], into: api)
            let answer = try await caller.send(.get, Self.path + "?top=1")
            #expect(answer["countries"]?.elements.count == 1)
            #expect(answer["other.countries"] == .integer(1))
        }
    }

    @Test("totals are compared with those of as many days before")
    func comparison() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await Self.ingest([(.person, "FR", 1), (.person, "FR", 2)], into: api)
            let query = "?from=2026-05-22&to=2026-05-23&compare=previous&tz=Europe/Paris"
            let empty = try await caller.send(.get, Self.path + query)
            #expect(empty["previous.from"] == .string("2026-05-19T22:00:00.000Z"))
            #expect(empty["previous.to"] == empty["from"])
            #expect(empty["previous.totals.scans"] == .integer(2))
            #expect(empty["previous.change.scans"] == .number(-1))
            let first = try await caller.send(.get, Self.path + "?days=1&compare=previous")
            #expect(first["previous.totals.scans"] == .integer(0))
            #expect(first["previous.change.scans"] == .null)
        }
    }

    @Test("filters choose scans, and the answer says how many it read")
    func filters() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await Self.ingest([(.person, "FR", 1), (.person, "DE", 2), (.bot, "DE", 3)], into: api)
            let answer = try await caller.send(.get, Self.path + "?country=de&device=Other")
            #expect(answer["totals.scans"] == .integer(1))
            #expect(answer["totals.bots"] == .integer(1))
            #expect(answer["filters.country"] == .string("DE"))
            #expect(answer["scansRead"] == .integer(3))
        }
    }

    @Test("scans alone of one value are told without reading scans, in answers and in files")
    func scansAlone() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await Self.ingest([(.person, "FR", 1), (.person, "DE", 2), (.bot, "DE", 3)], into: api)
            let answer = try await caller.send(.get, Self.path + "?country=DE&only=scans&days=2&compare=previous")
            #expect(
                answer.text
                    == #"{"id":"posters","from":"2026-05-20T00:00:00.000Z","to":"2026-05-22T00:00:00.000Z","days":2,"#
                    + #""interval":"day","timezone":"UTC","totals":{"scans":1,"bots":1},"#
                    + #""series":[{"date":"2026-05-20","scans":0},{"date":"2026-05-21","scans":1}],"#
                    + #""previous":{"from":"2026-05-18T00:00:00.000Z","to":"2026-05-20T00:00:00.000Z","#
                    + #""totals":{"scans":0,"bots":0},"change":{"scans":null}},"#
                    + #""filters":{"country":"DE"},"scansRead":0}"#)
            let file = try await caller.send(.get, Self.path + "/export?country=DE&only=scans&days=2&bots=true")
            #expect(file.text == "date,scans\r\n2026-05-20,0\r\n2026-05-21,2\r\n")
            for (query, pointer) in [
                ("?country=Germany", "/query/country"),
                ("?device=phone", "/query/device"),
                ("?variant=b", "/query/variant"),
                ("?only=scans", "/query/only"), ("?only=scans&country=DE&device=other", "/query/only"),
                ("?only=uniques&country=DE", "/query/only"), ("/export?only=scans&os=Other&table=os", "/query/table"),
            ] {
                let refused = try await caller.send(.get, Self.path + query)
                #expect(refused.status == 422)
                #expect(refused.pointers == [pointer], "\(query)")
            }
        }
    }

    @Test("many codes are counted together: the account's, those with a tag, those that are listed")
    func many() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters", "tags": ["spring"]}"#)
            try await caller.create(#"{"data": "https://a.example/", "slug": "flyers"}"#)
            try await Self.ingest([(.person, "FR", 1), (.person, "FR", 2)], into: api)
            for (query, scans) in [
                ("", 2), ("?tag=spring", 2), ("?ids=posters,flyers", 2), ("?ids=flyers", 0),
            ] {
                let answer = try await caller.send(.get, "/api/qr/analytics\(query)")
                #expect(answer.status == 200)
                #expect(answer["totals.scans"] == .integer(scans), "\(query)")
            }
            for query in ["?ids=", "?ids=posters,", "?tag=spring&ids=posters", "?tag="] {
                #expect(try await caller.send(.get, "/api/qr/analytics\(query)").status == 422, "\(query)")
            }
        }
    }

    @Test("ids and tags that the account never had are named, in answers and in files")
    func unknown() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters", "tags": ["spring"]}"#)
            try await caller.create(#"{"data": "https://a.example/", "slug": "flyers"}"#)
            _ = try await caller.send(.delete, "/api/qr/codes/flyers")
            for path in ["/api/qr/analytics", "/api/qr/analytics/export"] {
                let codes = try await caller.send(.get, "\(path)?ids=posters,never,flyers,nor")
                #expect(codes.status == 404)
                #expect(codes.pointers == ["/query/ids"])
                #expect(codes["detail"] == .string("the account has no code of the ids never, nor"))
                let tag = try await caller.send(.get, "\(path)?tag=autumn")
                #expect(tag.status == 404)
                #expect(tag.pointers == ["/query/tag"])
                #expect(tag.text.contains("autumn"))
                let foreign = try await caller.with(key: other).send(.get, "\(path)?tag=spring")
                #expect(foreign.status == 404)
                #expect(try await caller.send(.get, "\(path)?ids=posters,flyers").status == 200)
                #expect(try await caller.send(.get, "\(path)?tag=spring").status == 200)
            }
            let many = (0..<30).map { "never\($0)" }.joined(separator: ",")
            let short = try await caller.send(.get, "/api/qr/analytics?ids=\(many)")
            #expect(short.text.contains("never19 and 10 more"))
        }
    }

    @Test("an export is a file: the series, one list, or everything as JSON")
    func export() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await Self.ingest([(.person, "FR", 1), (.person, "FR", 1)], into: api)
            let series = try await caller.send(.get, Self.path + "/export?days=2")
            #expect(series.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(series.text == "date,scans,uniques\r\n2026-05-20,0,0\r\n2026-05-21,2,1\r\n")
            let disposition = "attachment; filename=\"analytics-posters-2026-05-20-to-2026-05-21.csv\""
            #expect(series.headers[.contentDisposition] == disposition)
            let countries = try await caller.send(.get, Self.path + "/export?table=countries")
            #expect(countries.text == "country,scans\r\nFR,2\r\n")
            let json = try await caller.send(.get, Self.path + "/export?format=json&days=2")
            #expect(json.text == (try await caller.send(.get, Self.path + "?days=2")).text)
            #expect(try await caller.send(.get, Self.path + "/export?format=xlsx").status == 422)
            #expect(try await caller.send(.get, "/api/qr/analytics/export").status == 200)
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
