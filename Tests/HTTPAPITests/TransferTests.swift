// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("Codes out and in")
struct TransferTests {
    private static let export = "/api/qr/codes/export"
    private static let take = "/api/qr/codes/import"
    private static let csv: HTTPFields = [.contentType: "text/csv"]

    /// Codes that need every column.
    private func fill(_ caller: Caller) async throws {
        let bodies = [
            ##"{"data": "https://example.com/a", "slug": "one", "name": "=1+1", "tags": ["a, b", "c"], "color": "#112233"}"##,
            #"{"data": "tel:+15551234567", "dataType": "phone", "slug": "two", "status": "inactive", "scanLimit": 7}"#,
            #"""
            {"data": "https://example.com/c", "slug": "three", "expiresAt": "2027-01-01T00:00:00Z", "forwardQuery": true,
             "description": "line 1\nline \"2\"", "sources": ["north"], "redirectStatus": 307,
             "rules": [{"device": "mobile", "destination": "https://example.com/m"}], "utm": {"source": "poster"}}
            """#,
        ]
        for body in bodies { try await caller.create(body) }
    }

    private func objects(_ caller: Caller) async throws -> [JSONValue] {
        try await caller.send(.get, "/api/qr/codes?sort=createdAt")["data"]?.elements ?? []
    }

    @Test("an export taken back changes nothing", arguments: ["csv", "ndjson"])
    func idempotent(_ format: String) async throws {
        try await APIFixture().test { caller in
            try await fill(caller)
            let before = try await objects(caller)
            let file = try await caller.send(.get, "\(Self.export)?format=\(format)")
            #expect(file.status == 200)
            if format == "csv" { #expect(file.text.contains(",'=1+1,")) }
            let report = try await caller.send(.post, "\(Self.take)?format=\(format)", file.text, headers: Self.csv)
            #expect(report["unchanged"] == .integer(3), "\(report.text)")
            #expect(report["failed"] == .integer(0))
            #expect(try await objects(caller) == before)
        }
    }

    @Test("an export fills another server with the same codes", arguments: ["csv", "ndjson"])
    func moves(_ format: String) async throws {
        let (from, to) = (try await APIFixture(), try await APIFixture())
        try await from.test { old in
            try await fill(old)
            let file = try await old.send(.get, "\(Self.export)?format=\(format)")
            let codes = try await objects(old)
            try await to.test { new in
                let dry = try await new.send(
                    .post, "\(Self.take)?format=\(format)&dryRun=true", file.text, headers: Self.csv, )
                #expect(dry["created"] == .integer(3), "\(dry.text)")
                #expect(try await objects(new).isEmpty)
                let report = try await new.send(.post, "\(Self.take)?format=\(format)", file.text, headers: Self.csv)
                #expect(report["created"] == .integer(3), "\(report.text)")
                let made = Set(try await objects(new))
                #expect(made == Set(codes))
            }
        }
    }

    @Test("rows bring codes up to date, and each that fails says why")
    func rows() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            try await fill(caller)
            _ = try await caller.send(.delete, "/api/qr/codes/two")
            try await caller.with(key: other).create(#"{"data": "https://example.com/", "slug": "theirs"}"#)
            let file = """
                id,dataType,destination,name
                one,url,https://example.com/new,Renamed
                ,url,https://example.com/made,Made
                two,url,https://example.com/,Deleted
                theirs,url,https://example.com/,Foreign
                one,url,https://example.com/,Twice
                five,url,javascript:alert(1),Bad
                no id,url,https://example.com/,Bad
                six,url,,Nowhere
                """
            let report = try await caller.send(.post, Self.take, file, headers: Self.csv)
            let expected = ["updated", "created", "failed", "failed", "failed", "failed", "failed", "failed"]
            #expect(report["rows"]?.elements.map { $0.members?["status"]?.text } == expected, "\(report.text)")
            #expect(report["rows"]?.elements.map { $0.members?["line"] } == (2...9).map { .integer($0) })
            let one = try await caller.send(.get, "/api/qr/codes/one")
            #expect(one["name"]?.text == "Renamed" && one["destination"]?.text == "https://example.com/new")
            #expect(one["style.color"]?.text == "#112233")
            let theirs = try await caller.with(key: other).send(.get, "/api/qr/codes/theirs")
            #expect(theirs["name"] == .null)
        }
    }

    @Test(
        "files of other services are told by their columns",
        arguments: [
            "title,long_url,link,tags\nHello,https://example.com/x,https://bit.ly/promo1,\"a, b\"\n",
            "title,destination,slashtag,tags\nHello,https://example.com/x,promo1,a;b\n",
            "originalURL,path,title,tags\nhttps://example.com/x,promo1,Hello,\"a,b\"\n",
            "alias;url;description;tags\npromo1;https://example.com/x;Hello;a|b\n",
            "key,url,title,tags\npromo1,https://example.com/x,Hello,\"a,b\"\n",
            "keyword,url,title,timestamp,clicks\npromo1,https://example.com/x,Hello,2020-01-01 00:00:00,7\n",
            """
            createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits
            2024-02-01T10:00:00+01:00,s.example,promo1,https://s.example/promo1,https://example.com/x,Hello,a|b,3

            """,
            "destination,slug,name,tags,remark\nhttps://example.com/x,promo1,Hello,\"a,b\",passed over\n",
        ],
    )
    func services(_ file: String) async throws {
        try await APIFixture().test { caller in
            let report = try await caller.send(.post, Self.take, file, headers: Self.csv)
            #expect(report["created"] == .integer(1), "\(report.text)")
            let code = try await caller.send(.get, "/api/qr/codes/promo1")
            #expect(code["destination"]?.text == "https://example.com/x" && code["name"]?.text == "Hello")
            if !file.hasPrefix("keyword") { #expect(code["tags"] == .array([.string("a"), .string("b")])) }
        }
    }

    @Test("a file of Kutt is told by its columns, and a table with nothing but destinations is taken")
    func fewColumns() async throws {
        try await APIFixture().test { caller in
            let kutt = "address,target,description,visit_count\npromo1,https://example.com/x,Note,7\n"
            let report = try await caller.send(.post, Self.take, kutt, headers: Self.csv)
            #expect(report["created"] == .integer(1), "\(report.text)")
            let code = try await caller.send(.get, "/api/qr/codes/promo1")
            #expect(code["destination"]?.text == "https://example.com/x" && code["description"]?.text == "Note")
            let plain = "destination\nhttps://example.com/y\nhttps://example.com/z\n"
            let made = try await caller.send(.post, Self.take, plain, headers: Self.csv)
            #expect(made["created"] == .integer(2), "\(made.text)")
            let links = "destination,link\nhttps://example.com/y,https://s.example/abc\n"
            let refused = try await caller.send(.post, Self.take, links, headers: Self.csv)
            #expect(refused.status == 400 && refused["detail"]?.text?.contains("mapping") == true, "\(refused.text)")
        }
    }

    @Test("ids that no code can have are refused with a way out, and renamed where it is asked for")
    func renamed() async throws {
        try await APIFixture().test { caller in
            let file = """
                keyword,url,title
                1,https://example.com/1,One
                2b,https://example.com/2,Two
                stats,https://example.com/3,Reserved
                a.b,https://example.com/4,Never
                kept,https://example.com/5,Kept
                y-1,https://example.com/6,Twice
                """
            let plain = try await caller.send(.post, "\(Self.take)?dryRun=true", file, headers: Self.csv)
            let errors = plain["rows"]?.elements.map { $0.members?["error"]?.text ?? "" } ?? []
            #expect(errors[0].hasPrefix("the id 1 is too short: ids have 3 to 64 characters; import with rename"))
            #expect(errors[1].hasPrefix("the id 2b is too short") && errors[2].hasPrefix("the id stats is reserved"))
            #expect(errors[3].hasPrefix("slug must be") && errors[4] == "" && errors[5] == "")
            for outcome in ["created", "unchanged"] {
                let report = try await caller.send(.post, "\(Self.take)?rename=y-", file, headers: Self.csv)
                let rows = report["rows"]?.elements.compactMap(\.members) ?? []
                let expected = [outcome, outcome, outcome, "failed", outcome, "failed"]
                #expect(rows.map { $0["status"]?.text } == expected, "\(report.text)")
                #expect(rows.map { $0["id"]?.text } == ["y-1", "y-2b", "y-stats", "a.b", "kept", "y-1"])
                #expect(rows.map { $0["given"]?.text } == ["1", "2b", "stats", nil, nil, nil])
                #expect(rows[5]["error"]?.text == "the id stands on line 2 already")
            }
            let one = try await caller.send(.get, "/r/y-1")
            #expect(one.headers[.location] == "https://example.com/1")
            for wrong in ["", "a%20b", "qr_", String(repeating: "x", count: 33)] {
                let refused = try await caller.send(.post, "\(Self.take)?rename=\(wrong)", file, headers: Self.csv)
                #expect(refused.status == 422 || refused.status == 400, "\(wrong) \(refused.text)")
            }
        }
    }

    @Test("columns that nobody knows are named by the caller")
    func mapping() async throws {
        try await APIFixture().test { caller in
            let mapping = "%7B%22destination%22%3A%22Ziel%22%2C%22slug%22%3A%22Kurz%22%7D"
            let file = "Kurz;Ziel\nhallo;https://example.com/ziel\n"
            let report = try await caller.send(.post, "\(Self.take)?mapping=\(mapping)", file, headers: Self.csv)
            #expect(report["created"] == .integer(1), "\(report.text)")
            let code = try await caller.send(.get, "/api/qr/codes/hallo")
            #expect(code["destination"]?.text == "https://example.com/ziel")
        }
    }

    @Test(
        "a file that cannot be read is a 400, and nothing of it is taken",
        arguments: [
            ("", "empty"), ("a,b\n1,2\n", "the columns are a, b"),
            ("id,dataType,destination\none,url,https://example.com/\ntwo,url,\"https", "line 3"),
        ],
    )
    func unreadable(_ file: String, _ words: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.post, Self.take, file, headers: Self.csv)
            #expect(answer.status == 400 && answer.code == "UNREADABLE_FILE")
            #expect(answer["detail"]?.text?.contains(words) == true, "\(answer.text)")
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test("other media types, sources and keys are refused")
    func refuses() async throws {
        let api = try await APIFixture()
        let reader = try await api.key(scopes: [.read])
        try await api.test { caller in
            #expect(try await caller.send(.post, Self.take, "{}").status == 415)
            #expect(try await caller.send(.post, "\(Self.take)?source=excel", "a", headers: Self.csv).status == 422)
            #expect(try await caller.send(.get, "\(Self.export)?format=xml").status == 422)
            let answer = try await caller.with(key: reader).send(.post, Self.take, "a", headers: Self.csv)
            #expect(answer.status == 403)
            #expect(try await caller.with(key: reader).send(.get, Self.export).status == 200)
        }
    }

    @Test("a dry run and a run stop at the plan's number of codes")
    func limit() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "small", plan: "free")
        try await api.test { caller in
            let caller = caller.with(key: key)
            let rows = (1...7).map { "code-\($0),url,https://example.com/\($0)\n" }.joined()
            let file = "id,dataType,destination\n" + rows
            for query in ["?dryRun=true", ""] {
                let report = try await caller.send(.post, Self.take + query, file, headers: Self.csv)
                #expect(report["created"] == .integer(5) && report["failed"] == .integer(2), "\(report.text)")
            }
        }
    }
}
