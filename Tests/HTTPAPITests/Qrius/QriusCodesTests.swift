// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("Codes of the Qrius API")
struct QriusCodesTests {
    private static let body =
        #"{"name": "Keynote", "destinationUrl": "https://conf.example.com/s01", "slug": "conf-s01", "tags": ["a", "b"]}"#

    private func members(_ answer: Answer) -> Set<String> { Set(answer.json.members?.keys.map(\.self) ?? []) }

    @Test("POST makes a code, answered with the eight members of the document")
    func create() async throws {
        try await APIFixture().test { caller in
            let made = try await caller.send(.post, "/qr", Self.body)
            #expect(made.status == 201)
            let names = ["id", "slug", "name", "qrCodeUrl", "shortUrl", "destinationUrl", "tags", "createdAt"]
            #expect(members(made) == Set(names))
            #expect(made["id"]?.text == "qr_conf-s01")
            #expect(made["slug"]?.text == "conf-s01")
            #expect(made["shortUrl"]?.text == "https://qr.example.com/conf-s01")
            #expect(made["destinationUrl"]?.text == "https://conf.example.com/s01")
            #expect(made["tags"] == .array([.string("a"), .string("b")]))
            #expect(made["createdAt"]?.text == "2026-05-21T15:00:00.000Z")
            #expect(made.headers[.location] == "/qr/qr_conf-s01")
        }
    }

    // Promise: qrius.generated-slug
    @Test("a slug is made where none is given, and fields that are none are passed over")
    func lenient() async throws {
        try await APIFixture().test { caller in
            let body = #"{"name": "x", "destinationUrl": "https://example.com/", "color": "red", "folder": {"id": 7}}"#
            let made = try await caller.send(.post, "/qr", body)
            #expect(made.status == 201)
            #expect(made["slug"]?.text == "code0001")
        }
    }

    @Test("a taken slug is a 409 in that API's words")
    func conflict() async throws {
        try await APIFixture().test { caller in
            _ = try await caller.send(.post, "/qr", Self.body)
            let again = try await caller.send(.post, "/qr", Self.body)
            #expect(again.status == 409)
            #expect(again.headers[.contentType] == "application/json")
            #expect(
                again.text == #"{"statusCode":409,"error":"Conflict","message":"Slug 'conf-s01' already exists"}"#)
        }
    }

    // Promise: qrius.code-limit
    @Test("the code limit of a plan is a 403, which no client repeats for ever")
    func limit() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "small", plan: "free")
        try await api.test { caller in
            let caller = caller.with(key: key)
            for index in 0..<5 {
                let body = #"{"name": "x", "destinationUrl": "https://example.com/\#(index)"}"#
                #expect(try await caller.send(.post, "/qr", body).status == 201)
            }
            let refused = try await caller.send(.post, "/qr", Self.body)
            #expect(refused.status == 403)
            #expect(refused["error"]?.text == "Forbidden")
            #expect(refused["retryAfter"] == nil)
            let native = try await caller.send(.post, "/api/qr/codes", #"{"data": "https://example.com/"}"#)
            #expect(native.status == 429)
        }
    }

    @Test(
        "what is wrong is told in that API's shape, and nothing is made",
        arguments: [
            ("{}", 422, "name is required; destinationUrl is required"),
            (#"{"name": "x"}"#, 422, "destinationUrl is required"),
            (#"{"name": 7, "destinationUrl": "https://example.com/"}"#, 400, "name must be a string, not a number"),
            (#"{"name": "x", "destinationUrl": "https://example.com/", "slug": "a b"}"#, 422, "slug must be 3 to 64"),
            (#"{"name": "x", "destinationUrl": "javascript:alert(1)"}"#, 422, "http"),
            (#"{"name": "x", "destinationUrl": ["https://example.com/"]}"#, 400, "destinationUrl must be a string"),
            ("[]", 400, "the body must be an object"),
            (#"{"name""#, 400, "not valid JSON"),
            ("", 400, "empty"),
        ],
    )
    func refuses(body: String, status: Int, words: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.post, "/qr", body)
            #expect(answer.status == status, "\(answer.text)")
            #expect(members(answer) == ["statusCode", "error", "message"])
            #expect(answer["statusCode"] == .integer(status))
            #expect(answer["message"]?.text?.contains(words) == true, "\(answer.text)")
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test("one code is read by both forms of its id, in every dialect")
    func ids() async throws {
        try await APIFixture().test { caller in
            _ = try await caller.send(.post, "/qr", Self.body)
            for id in ["conf-s01", "qr_conf-s01"] {
                let code = try await caller.send(.get, "/qr/\(id)")
                #expect(code.status == 200 && code["name"]?.text == "Keynote" && code["isActive"] == .bool(true))
                let native = try await caller.send(.get, "/api/qr/codes/\(id)")
                #expect(native["id"]?.text == "conf-s01")
                let analytics = try await caller.send(.get, "/api/qr/codes/\(id)/analytics")
                #expect(analytics.status == 200)
            }
            let missing = try await caller.send(.get, "/qr/qr_nothing")
            #expect(missing.status == 404 && missing["error"]?.text == "Not Found")
        }
    }

    @Test("PATCH and PUT change what they name", arguments: [HTTPRequest.Method.patch, .put])
    func edit(_ method: HTTPRequest.Method) async throws {
        try await APIFixture().test { caller in
            _ = try await caller.send(.post, "/qr", Self.body)
            let body = #"{"destinationUrl": "https://example.com/new", "tags": ["c"], "isActive": true, "extra": 1}"#
            let edited = try await caller.send(method, "/qr/qr_conf-s01", body)
            #expect(edited.status == 200)
            #expect(edited["destinationUrl"]?.text == "https://example.com/new")
            #expect(edited["name"]?.text == "Keynote")
            let scan = try await caller.send(.get, "/conf-s01")
            #expect(scan.status == 302 && scan.headers[.location] == "https://example.com/new")
            let slug = try await caller.send(method, "/qr/conf-s01", #"{"slug": "other"}"#)
            #expect(slug.status == 422)
            let paused = try await caller.send(method, "/qr/conf-s01", #"{"isActive": false}"#)
            #expect(paused["isActive"] == .bool(false))
            let guarded = #"{"data": "https://example.com/", "slug": "guarded", "password": "open sesame"}"#
            try await caller.create(guarded)
            let locked = try await caller.send(method, "/qr/guarded", #"{"destinationUrl": "https://example.com/b"}"#)
            #expect(locked.status == 409)
        }
    }

    @Test("DELETE ends a code")
    func delete() async throws {
        try await APIFixture().test { caller in
            _ = try await caller.send(.post, "/qr", Self.body)
            #expect(try await caller.send(.delete, "/qr/qr_conf-s01").status == 204)
            #expect(try await caller.send(.get, "/qr/qr_conf-s01").status == 404)
            #expect(try await caller.send(.get, "/conf-s01").status == 410)
        }
    }

    @Test("lists are numbered pages of 20, with search, tag and sort")
    func list() async throws {
        try await APIFixture().test { caller in
            for index in 10..<35 {
                let tag = index % 2 == 0 ? "even" : "odd"
                let body =
                    #"{"name": "Code \#(index)", "destinationUrl": "https://example.com/\#(index)", "tags": ["\#(tag)"]}"#
                _ = try await caller.send(.post, "/qr", body)
            }
            let first = try await caller.send(.get, "/qr")
            #expect(first["data"]?.elements.count == 20)
            #expect(first["meta.pagination.page"] == .integer(1))
            #expect(first["meta.pagination.limit"] == .integer(20))
            #expect(first["meta.pagination.total"] == .integer(25))
            let second = try await caller.send(.get, "/qr?page=2")
            #expect(second["data"]?.elements.count == 5)
            #expect(try await caller.send(.get, "/qr?page=9")["data"]?.elements == [])
            let names = try await caller.send(.get, "/qr?tag=even&sort=-name&limit=2&page=2&unheard=of")
            #expect(names["data"]?.elements.map { $0.members?["name"]?.text } == ["Code 30", "Code 28"])
            let found = try await caller.send(.get, "/qr?search=Code%2012")
            #expect(found["meta.pagination.total"] == .integer(1))
            #expect(try await caller.send(.get, "/qr?page=0").status == 422)
            #expect(try await caller.send(.get, "/qr?limit=many").status == 400)
        }
    }
}
