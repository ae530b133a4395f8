// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import SQLiteStore
import Store
import Testing

@testable import HTTPAPI

@Suite("/api/v1/generate/bulk/")
struct GenerateBulkTests {
    private static let path = "/api/v1/generate/bulk/"

    private static func items(_ count: Int, _ more: String = #""format": "svg""#) -> String {
        let items = (0..<count).map { #"{"data": "https://a.example/\#($0)", "size_inches": 1, \#(more)}"# }
        return #"{"items": [\#(items.joined(separator: ","))]}"#
    }

    @Test("static and dynamic items, PNG and SVG, come in one archive with their manifest")
    func archive() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "shop", plan: "starter")
        try await api.test { caller in
            let body = #"""
                {"items": [
                  {"data": "https://a.example/1", "size_inches": 1},
                  {"data": "https://a.example/2", "size_inches": 2.5, "format": "svg", "dpi": 72},
                  {"data": "https://a.example/1", "size_inches": 1},
                  {"data_type": "dynamic", "size_inches": 1, "logo_url": "\#(try Sample.logo)",
                   "payload": {"name": "Promo", "destination_url": "https://a.example/promo"}}]}
                """#
            let answer = try await caller.with(key: key).send(.post, Self.path, body)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.headers[.contentType] == "application/zip")
            #expect(answer.headers[.contentDisposition] == "attachment; filename=\"qrstudio-bulk-4.zip\"")
            #expect(answer.headers[.contentLength].flatMap { Int($0) } ?? answer.bytes.count == answer.bytes.count)
            #expect(answer.headers[.studioQuota] == "496")
            let files = try StoredArchive(answer.bytes)
            #expect(files.names == ["qr-0001.png", "qr-0002.svg", "qr-0003.png", "qr-0004.png", "manifest.json"])
            #expect(files["qr-0001.png"] == files["qr-0003.png"])
            let manifest = try JSONParser.parse(files["manifest.json"] ?? [], depth: 8).members ?? [:]
            #expect(manifest["count"] == .integer(4) && manifest["plan"]?.text == "starter")
            let items = manifest["items"]?.elements.compactMap(\.members) ?? []
            #expect(items.map { $0["cache"]?.text } == ["MISS", "MISS", "HIT", "MISS"])
            #expect(items[2]["duration_ms"] == .integer(0))
            #expect(items[1]["size_inches"] == .number(2.5) && items[1]["dpi"] == .integer(72))
            #expect(items[0]["size_inches"] == .integer(1) && items[0]["dpi"] == .integer(300))
            #expect(items[3]["has_logo"] == .bool(true) && items[0]["has_logo"] == .bool(false))
            #expect(items[0]["dynamic"] == nil)
            #expect(items[3]["dynamic"]?.members?["public_url"]?.text == "\(APIFixture.publicURL)/q/code0001/")
            #expect(items[0]["bytes"] == .integer(files["qr-0001.png"]?.count ?? 0))
            let code = try await caller.with(key: key).send(.get, "/api/v1/dynamic/code0001/")
            #expect(code["destination_url"]?.text == "https://a.example/promo")
        }
    }

    @Test("every item at fault is named, and nothing is made or counted")
    func faults() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "shop", plan: "starter")
        try await api.test { caller in
            let dynamic =
                #"{"data_type": "dynamic", "size_inches": 1, "payload": {"name": "x", "destination_url": "https://a.example/"}}"#
            let body = #"""
                {"items": [\#(dynamic), {"data": "https://a.example/", "size_inches": 9},
                  {"data": "https://a.example/", "size_inches": 1, "color": "rouge"}, 7,
                  {"data": "https://a.example/"}, \#(dynamic)]}
                """#
            let answer = try await caller.with(key: key).send(.post, Self.path, body)
            #expect(answer.status == 422)
            let errors = answer["errors"]?.members ?? [:]
            #expect(errors.keys.sorted() == ["1", "2", "3", "4"])
            #expect(errors["1"]?.text == "size_inches > plan max (8)")
            #expect(errors["2"]?.text == "Invalid color 'rouge'. Use 'black', 'white', or hex like #RRGGBB.")
            #expect(errors["3"]?.text?.contains("must be an object") == true)
            #expect(answer["rendered_before_failure"] == .integer(0))
            #expect(answer.code == "VALIDATION_FAILED")
            let usage = try await caller.with(key: key).send(.get, "/api/v1/usage/")
            #expect(usage["used_this_month"] == .integer(0) && usage["active_dynamic_qrs"] == .integer(0))
        }
    }

    @Test("what only drawing shows is named too, with how many were drawn before it")
    func unscannable() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let good = #"{"data": "https://a.example/", "size_inches": 1}"#
            let bad = ##"{"data": "https://a.example/", "size_inches": 1, "color": "#fefefe", "background": "white"}"##
            let answer = try await caller.send(.post, Self.path, #"{"items": [\#(good), \#(good), \#(bad), \#(bad)]}"#)
            #expect(answer.status == 422)
            #expect(answer["errors"]?.members?.keys.sorted() == ["2", "3"])
            #expect(answer["rendered_before_failure"] == .integer(2))
        }
    }

    @Test("a plan without batches is a 403, one with smaller ones a 400, both in the published words")
    func plans() async throws {
        let api = try await APIFixture()
        let free = try await api.key(account: "small", plan: "free")
        let starter = try await api.key(account: "shop", plan: "starter")
        try await api.test { caller in
            let none = try await caller.with(key: free).send(.post, Self.path, Self.items(1))
            #expect(none.status == 403)
            #expect(
                none["detail"]?.text
                    == "Plan 'free' doesn't include bulk generation. Upgrade to Starter or higher.")
            let many = try await caller.with(key: starter).send(.post, Self.path, Self.items(200))
            #expect(many.status == 400)
            #expect(many["items"]?.text == "Plan 'starter' caps bulk at 50 items per request, got 200.")
            #expect(try await caller.send(.post, Self.path, Self.items(5_001)).status == 400)
        }
    }

    @Test("a month that has no room for all of it is a 429 in the published words")
    func quota() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "shop", plan: "starter")
        let account = try #require(try await api.store.account(named: "shop"))
        let month = CalendarMonth(of: APIFixture.start)
        _ = try await api.store.charge(RenderCharge(account: account.id, month: month, renders: 480, limit: 500))
        try await api.test { caller in
            let caller = caller.with(key: key)
            let refused = try await caller.send(.post, Self.path, Self.items(50))
            #expect(refused.status == 429)
            #expect(refused["detail"]?.text == "Bulk of 50 would exceed your monthly quota (480/500 used).")
            let last = try await caller.send(.post, Self.path, Self.items(20))
            #expect(last.status == 200 && last.headers[.studioQuota] == "0")
        }
        #expect(try await api.store.renders(of: account.id, in: month) == 500)
    }

    @Test("more dynamic items than the plan has codes make none")
    func codeLimit() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "shop", plan: "starter")
        try await api.test { caller in
            let item =
                #"{"data_type": "dynamic", "size_inches": 1, "payload": {"name": "x", "destination_url": "https://a.example/"}}"#
            let body = #"{"items": [\#(Array(repeating: item, count: 11).joined(separator: ","))]}"#
            let answer = try await caller.with(key: key).send(.post, Self.path, body)
            #expect(answer.status == 429 && answer.code == "PLAN_LIMIT_REACHED")
            let usage = try await caller.with(key: key).send(.get, "/api/v1/usage/")
            #expect(usage["used_this_month"] == .integer(0) && usage["active_dynamic_qrs"] == .integer(0))
        }
    }

    @Test(
        "what is no batch is a 400",
        arguments: [
            "", "{", "[]", "{}", #"{"items": {}}"#, #"{"items": []}"#, #"{"items": "x"}"#, #"{"items": null}"#,
            #"{"items": [1], "items": [2]}"#, "{\"items\": [\"\u{0}\"]}",
        ],
    )
    func noBatch(body: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.post, Self.path, body)
            #expect(answer.status == 400, "\(answer.text)")
            #expect(answer["detail"]?.text != nil)
        }
    }

    @Test(
        "items that are no array are told so, and so are those that are missing or none",
        arguments: [
            (#"{"items": "x"}"#, "INVALID_TYPE", "items must be an array of requests, not a string"),
            (#"{"items": {"a": []}}"#, "INVALID_TYPE", "items must be an array of requests, not an object"),
            (#"{"items": 7}"#, "INVALID_TYPE", "items must be an array of requests, not a number"),
            (#"{"items": null}"#, "INVALID_TYPE", "items must be an array of requests, not null"),
            (#"{"items": true}"#, "INVALID_TYPE", "items must be an array of requests, not a boolean"),
            ("{}", "EMPTY_BATCH", "items is required"),
            (#"{"items": []}"#, "EMPTY_BATCH", "items is empty; send at least one request"),
            (#"{"items": [], "items": []}"#, "INVALID_JSON", #"the name "items" stands twice in the body"#),
        ],
    )
    func noItems(body: String, code: String, detail: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.post, Self.path, body)
            #expect(answer.status == 400 && answer.code == code && answer["detail"]?.text == detail, "\(answer.text)")
        }
    }

    @Test("places of values are found whatever stands around them")
    func places() throws {
        let text = #" { "a\"b" : [1, {"items": 2}] , "items" : [ {"x": "]},[" } , "y\\" ,3.5, [] ] , "z":null } "#
        let bytes = Array(text.utf8)
        try JSONCheck.check(bytes.span, depth: 8)
        let place = try #require(JSONPlaces.members(named: "items", of: bytes)?.first)
        let elements = try #require(JSONPlaces.elements(at: place, of: bytes))
        let texts = elements.map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(texts == [#"{"x": "]},[" }"#, #""y\\""#, "3.5", "[]"])
        #expect(JSONPlaces.members(named: "none", of: bytes) == [])
        #expect(JSONPlaces.members(named: "items", of: Array("[1]".utf8)) == nil)
    }
}
