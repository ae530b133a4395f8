// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import SQLiteStore
import Store
import Testing

@testable import HTTPAPI

@Suite("GET /api/qr/codes/{id}/scans")
struct ListScansTests {
    private static let path = "/api/qr/codes/posters/scans"

    /// Puts scans of a code into the store, as the ingester does, a minute apart from the clock on.
    private static func ingest(_ scans: [Sample], of slug: String = "posters", into api: APIFixture, batch: Int64 = 1)
        async throws
    {
        let id = try #require(CodeID(slug))
        let code = try #require(try await api.store.resolve(id))
        let stored = scans.enumerated().map { index, scan in
            Scan(
                code: code.number,
                version: 1,
                at: APIFixture.start.adding(.seconds(60 * index - 600)),
                kind: scan.kind,
                country: scan.country,
                visitor: UInt64(index),
                userAgent: "phone",
                client: ScanClient(device: .mobile, os: "iOS", browser: "Mobile Safari"),
                referrerHost: scan.referrer,
                language: "fr",
            )
        }
        try await api.store.ingest(ScanBatch(scans: stored, journal: JournalID("test"), ends: [batch: 100]))
    }

    private struct Sample {
        var kind = Scan.Kind.person
        var country = "FR"
        var referrer: String?
    }

    @Test("a page shows the newest scans with all that is kept of them, and where the next page begins")
    func page() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await Self.ingest(
                [Sample(), Sample(kind: .bot), Sample(kind: .head), Sample(country: "DE")], into: api, )
            let answer = try await caller.send(.get, Self.path + "?limit=1")
            let next = try #require(answer["pagination.nextCursor"]?.text)
            #expect(
                answer.text
                    == #"{"data":[{"id":"4","code":"posters","scannedAt":"2026-05-21T14:53:00.000Z","bot":false,"#
                    + #""unique":true,"country":"DE","region":null,"city":null,"device":"mobile","os":"iOS","#
                    + #""browser":"Mobile Safari","referrer":null,"language":"fr","source":null,"variant":null,"#
                    + #""rule":null,"version":1,"destination":"https://a.example/"}],"#
                    + #""pagination":{"limit":1,"cursor":"0","nextCursor":""# + next + #""}}"#)
            let link = "</api/qr/codes/posters/scans?limit=1&cursor=\(next)>; rel=\"next\""
            #expect(answer.headers[.link] == link)
            let second = try await caller.send(.get, Self.path + "?limit=1&cursor=\(next)")
            #expect(second["data"]?.elements.first?.members?["country"] == .string("FR"))
            #expect(second["pagination.nextCursor"] == .null)
        }
    }

    @Test("bots are left out unless they are wanted, the order and the range can be chosen, HEAD is never a scan")
    func choices() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await Self.ingest(
                [Sample(), Sample(kind: .bot), Sample(kind: .head), Sample(country: "DE")], into: api, )
            for path in [Self.path, "/api/qr/scans"] {
                for (query, ids) in [
                    ("", ["4", "1"]), ("?bots=true", ["4", "2", "1"]), ("?sort=scannedAt", ["1", "4"]),
                    ("?from=2026-05-21T14:52:00Z", ["4"]), ("?to=2026-05-21T14:53:00Z", ["1"]),
                    ("?from=2026-05-21&to=2026-05-21", ["4", "1"]), ("?to=2026-05-20", []),
                    ("?from=2026-05-22&tz=Pacific/Kiritimati", ["4", "1"]),
                ] {
                    let answer = try await caller.send(.get, path + query)
                    let found = answer["data"]?.elements.compactMap { $0.members?["id"]?.text }
                    #expect(found == ids, "\(path)\(query)")
                }
            }
        }
    }

    @Test("a file has all scans, oldest first, what looks like a formula as text")
    func files() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await Self.ingest([Sample(referrer: "=cmd"), Sample(kind: .bot), Sample(country: "DE")], into: api)
            let csv = try await caller.send(.get, Self.path, headers: [.accept: "text/csv"])
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(csv.headers[.contentDisposition] == "attachment; filename=\"scans-posters.csv\"")
            #expect(
                csv.text
                    == "id,code,scannedAt,bot,unique,country,region,city,device,os,browser,referrer,language,source,"
                    + "variant,rule,version,destination\r\n"
                    + "1,posters,2026-05-21T14:50:00.000Z,false,true,FR,,,mobile,iOS,Mobile Safari,'=cmd,fr,,,,1,"
                    + "https://a.example/\r\n"
                    + "3,posters,2026-05-21T14:52:00.000Z,false,true,DE,,,mobile,iOS,Mobile Safari,,fr,,,,1,"
                    + "https://a.example/\r\n")
            let lines = try await caller.send(
                .get, "/api/qr/scans?format=ndjson&bots=true&from=2026-05-21&to=2026-05-21", )
            #expect(lines.headers[.contentType] == "application/x-ndjson")
            let name = "attachment; filename=\"scans-from-2026-05-21-to-2026-05-21.ndjson\""
            #expect(lines.headers[.contentDisposition] == name)
            #expect(lines.text.split(separator: "\n").count == 3)
            let page = try await caller.send(.get, Self.path + "?sort=scannedAt&limit=1")
            let first = try #require(lines.text.split(separator: "\n").first)
            #expect(page.text.hasPrefix(#"{"data":["# + first + "]"))
        }
    }

    @Test(
        "a file of more scans than one reading takes has each of them once", arguments: [Self.path, "/api/qr/scans"], )
    func longFile(path: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await caller.create(#"{"data": "https://a.example/", "slug": "flyers"}"#)
            let id = try #require(CodeID("posters"))
            let code = try #require(try await api.store.resolve(id))
            let scans = (0..<4_321).map { index in
                Scan(
                    code: code.number,
                    version: 1,
                    at: APIFixture.start.adding(.seconds(-index % 7 * 86_400)),
                    kind: .person,
                    country: "FR",
                    visitor: nil,
                    userAgent: nil,
                )
            }
            try await api.store.ingest(ScanBatch(scans: scans, journal: JournalID("test"), ends: [1: 1]))
            let file = try await caller.send(.get, path + "?format=csv")
            let ids = file.text.split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != "," } }
            #expect(ids.count == 4_321)
            #expect(Set(ids).count == 4_321)
        }
    }

    @Test("pages and files take the filters of analytics, codes and tags among them")
    func filters() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters", "tags": ["spring"]}"#)
            try await caller.create(#"{"data": "https://a.example/", "slug": "flyers"}"#)
            let own = [Sample(), Sample(kind: .bot), Sample(country: "DE", referrer: "b.example")]
            try await Self.ingest(own, into: api)
            try await Self.ingest([Sample(country: "DE"), Sample()], of: "flyers", into: api, batch: 2)
            for (path, query, ids) in [
                (Self.path, "country=DE", ["3"]), (Self.path, "country=FR&bots=true", ["2", "1"]),
                (Self.path, "referrer=b.example&device=mobile&os=iOS&language=fr", ["3"]),
                (Self.path, "country=DE&referrer=a.example", []), (Self.path, "device=desktop", []),
                (Self.path, "variant=1", []), ("/api/qr/scans", "country=DE", ["4", "3"]),
                ("/api/qr/scans", "tag=spring", ["3", "1"]), ("/api/qr/scans", "ids=flyers", ["5", "4"]),
                ("/api/qr/scans", "ids=flyers,posters&country=FR", ["5", "1"]),
                ("/api/qr/scans", "tag=spring&country=DE&browser=Mobile+Safari", ["3"]),
            ] {
                let answer = try await caller.send(.get, "\(path)?\(query)")
                #expect(answer["data"]?.elements.compactMap { $0.members?["id"]?.text } == ids, "\(path)?\(query)")
                let file = try await caller.send(.get, "\(path)?\(query)&format=csv")
                let lines = file.text.split(separator: "\r\n").dropFirst().map { String($0.prefix { $0 != "," }) }
                #expect(lines == ids.reversed(), "\(path)?\(query)")
            }
            for (query, pointer) in [("ids=flyers,never", "/query/ids"), ("tag=autumn&format=csv", "/query/tag")] {
                let answer = try await caller.send(.get, "/api/qr/scans?\(query)")
                #expect(answer.status == 404)
                #expect(answer.pointers == [pointer])
            }
        }
    }

    @Test(
        "a page is a file too where a limit is given, with the next cursor in its headers",
        arguments: ["csv", "ndjson"],
    )
    func pagesOfFiles(format: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await Self.ingest(Array(repeating: Sample(), count: 5), into: api)
            for path in [Self.path, "/api/qr/scans"] {
                let whole = try await caller.send(.get, "\(path)?format=\(format)")
                #expect(whole.headers[.nextCursor] == nil)
                var lines: [Substring] = []
                var cursor = "0"
                for left in [3, 1, -1] {
                    let query = "format=\(format)&limit=2&sort=scannedAt&cursor=\(cursor)"
                    let page = try await caller.send(.get, "\(path)?\(query)")
                    #expect(page.headers[.contentType] == whole.headers[.contentType])
                    #expect(page.headers[.contentDisposition] == whole.headers[.contentDisposition])
                    let hasHeader = format == "csv" && cursor != "0"
                    lines += page.text.split(whereSeparator: \.isNewline).dropFirst(hasHeader ? 1 : 0)
                    let next = page.headers[.nextCursor]
                    #expect((next == nil) == (left < 0))
                    #expect((page.headers[.link] == nil) == (left < 0))
                    if let next { #expect(page.headers[.link]?.contains("cursor=\(next)>") == true) }
                    cursor = next ?? "0"
                }
                #expect(lines == whole.text.split(whereSeparator: \.isNewline))
            }
        }
    }

    @Test("scans outlive their code, and stay with its account")
    func owners() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            try await Self.ingest([Sample(), Sample()], into: api)
            let next = try await caller.send(.get, "/api/qr/scans?limit=1")["pagination.nextCursor"]?.text ?? ""
            _ = try await caller.send(.delete, "/api/qr/codes/posters")
            #expect(try await caller.send(.get, Self.path)["data"]?.elements.count == 2)
            let stranger = caller.with(key: other)
            for form in ["json", "csv", "ndjson"] {
                #expect(try await stranger.send(.get, "\(Self.path)?format=\(form)").status == 404, "\(form)")
            }
            #expect(try await stranger.send(.get, "/api/qr/scans")["data"] == .array([]))
            #expect(try await stranger.send(.get, "/api/qr/scans?cursor=\(next)").code == "INVALID_CURSOR")
            #expect(try await caller.send(.get, "/api/qr/scans?cursor=\(next)").status == 200)
            #expect(try await caller.send(.get, "/api/qr/scans?sort=scannedAt&cursor=\(next)").status == 400)
            #expect(try await caller.send(.get, "/api/qr/codes/never/scans").status == 404)
        }
    }

    @Test(
        "a question that cannot be is refused by name",
        arguments: [
            ("limit=0", 422, ["/query/limit"]), ("limit=1001", 422, ["/query/limit"]),
            ("limit=few", 400, ["/query/limit"]), ("bots=maybe", 400, ["/query/bots"]),
            ("sort=country", 422, ["/query/sort"]), ("format=xlsx", 422, ["/query/format"]),
            ("from=yesterday", 422, ["/query/from"]), ("tz=Mars/Olympus", 422, ["/query/tz"]),
            ("from=2026-05-02&to=2026-05-01", 422, ["/query/from"]), ("town=Paris", 422, ["/query/town"]),
            ("tag=spring", 422, ["/query/tag"]), ("ids=posters", 422, ["/query/ids"]),
            ("format=csv&cursor=0", 422, ["/query/cursor"]), ("format=csv&limit=1001", 422, ["/query/limit"]),
            ("cursor=1", 400, ["/query/cursor"]),
            ("format=ndjson&sort=scannedAt", 422, ["/query/sort"]),
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
