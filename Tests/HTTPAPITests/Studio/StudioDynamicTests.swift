// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("/api/v1/dynamic/")
struct StudioDynamicTests {
    private static let path = "/api/v1/dynamic/"

    @Test("a code is made, read, changed and deleted")
    func life() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = #"{"name": "Promo", "destination_url": "https://a.example/1", "sparkle": true}"#
            let made = try await caller.send(.post, Self.path, body)
            #expect(made.status == 201, "\(made.text)")
            #expect(made.headers[.location] == "/api/v1/dynamic/code0001/")
            #expect(made["short_id"]?.text == "code0001")
            #expect(made["public_url"]?.text == "\(APIFixture.publicURL)/q/code0001/")
            #expect(made["destination_changes_count"] == .integer(0) && made["is_active"] == .bool(true))
            let one = Self.path + "code0001/"
            for number in 2...3 {
                let patch = #"{"destination_url": "https://a.example/\#(number)", "name": "Promo \#(number)"}"#
                #expect(try await caller.send(.patch, one, patch).status == 200)
            }
            let paused = try await caller.send(.patch, one, #"{"is_active": false}"#)
            #expect(paused["is_active"] == .bool(false))
            let read = try await caller.send(.get, one)
            #expect(read["destination_changes_count"] == .integer(2))
            #expect(read["destination_url"]?.text == "https://a.example/3" && read["name"]?.text == "Promo 3")
            #expect(try await caller.send(.patch, one, "{}").status == 200)
            #expect(try await caller.send(.get, one + "analytics/?days=2")["totals.scans"] == .integer(0))
            #expect(try await caller.send(.delete, one).status == 204)
            #expect(try await caller.send(.get, one).status == 404)
        }
    }

    @Test("variants have that API's names")
    func variants() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = #"""
                {"name": "Test", "destination_url": "https://a.example/", "variants": [
                  {"destination_url": "https://a.example/a", "weight": 3}, {"destination_url": "https://a.example/b"}]}
                """#
            let made = try await caller.send(.post, Self.path, body)
            let weights = made["variants"]?.elements.map { $0.members?["weight"] }
            #expect(weights == [.integer(3), .integer(1)])
            #expect(made["variants"]?.elements.first?.members?["destination_url"]?.text == "https://a.example/a")
        }
    }

    @Test("lists have count, next, previous and results")
    func list() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            for number in 1...3 {
                try await caller.create(#"{"data": "https://a.example/\#(number)", "name": "Code \#(number)"}"#)
            }
            let first = try await caller.send(.get, Self.path + "?page_size=2")
            #expect(first["count"] == .integer(3) && first["previous"] == .null)
            #expect(first["next"]?.text == "\(APIFixture.publicURL)/api/v1/dynamic/?page=2&page_size=2")
            #expect(first["results"]?.elements.map { $0.members?["name"]?.text } == ["Code 3", "Code 2"])
            let last = try await caller.send(.get, Self.path + "?page=2&page_size=2")
            #expect(last["next"] == .null && last["results"]?.elements.count == 1)
            #expect(try await caller.send(.get, Self.path + "?page_size=101").status == 422)
        }
    }

    @Test(
        "faults are named by the fields of that API, and nothing is made",
        arguments: [
            (#"{"destination_url": "https://a.example/"}"#, "name", 422),
            (#"{"name": "x"}"#, "destination_url", 422),
            (#"{"name": "x", "destination_url": "ftp://a.example/"}"#, "destination_url", 422),
            (#"{"name": 7, "destination_url": "https://a.example/"}"#, "name", 400),
            (#"{"name": "x", "destination_url": "https://a.example/", "is_active": "yes"}"#, "is_active", 400),
            (#"{"name": "x", "destination_url": "https://a.example/", "variants": [{}]}"#, "variants", 422),
        ],
    )
    func faults(body: String, field: String, status: Int) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.post, Self.path, body)
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer[field]?.text != nil, "\(answer.text)")
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test("another account finds nothing")
    func foreign() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            try await caller.create()
            let stranger = caller.with(key: other)
            let one = Self.path + "code0001/"
            #expect(try await stranger.send(.get, one).status == 404)
            #expect(try await stranger.send(.patch, one, #"{"name": "x"}"#).status == 404)
            #expect(try await stranger.send(.delete, one).status == 404)
            #expect(try await stranger.send(.get, one + "analytics/").status == 404)
        }
    }

    @Test("usage tells the plan's limits and what is used of them")
    func usage() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "shop", plan: "starter")
        try await api.test { caller in
            let usage = try await caller.with(key: key).send(.get, "/api/v1/usage/")
            #expect(usage["plan"]?.text == "starter" && usage["monthly_quota"] == .integer(500))
            #expect(usage["remaining"] == .integer(500) && usage["max_bulk_items"] == .integer(50))
            #expect(usage["max_size_inches"] == .integer(8) && usage["max_active_dynamic_qrs"] == .integer(10))
            #expect(key.hasPrefix(usage["key_prefix"]?.text ?? "-"))
            #expect(try await caller.send(.get, "/api/v1/usage")["monthly_quota"] == .null)
        }
    }

    @Test("health and status need no key")
    func health() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            for path in ["/api/health/", "/api/status/"] {
                let answer = try await caller.with(key: nil).send(.get, path)
                #expect(answer.status == 200)
            }
        }
    }
}
