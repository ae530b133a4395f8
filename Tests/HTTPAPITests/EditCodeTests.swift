// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("PUT, PATCH and DELETE of a code")
struct EditCodeTests {
    private static let path = "/api/qr/codes/posters"
    private static let made =
        ##"{"data": "https://example.com/old", "slug": "posters", "name": "Kept", "color": "#112233"}"##

    @Test("PUT changes destination and status, and nothing else")
    func put() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(Self.made)
            let body = #"{"destination": "https://example.com/new", "status": "inactive"}"#
            let answer = try await caller.send(.put, Self.path, body)
            #expect(answer.status == 200)
            #expect(answer["destination"]?.text == "https://example.com/new")
            #expect(answer["status"]?.text == "inactive")
            #expect(answer["name"]?.text == "Kept")
            #expect(answer.headers[.eTag] == "\"2.0\"")
            #expect(try await caller.send(.get, Self.path).json == answer.json)
        }
        #expect(api.invalidated.all == ["posters", "posters"])
    }

    @Test("PATCH merges: what is null goes back to the default, what is not named stays")
    func patch() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(Self.made)
            let body =
                ##"{"name": null, "tags": ["a"], "margin": 1, "color": null, "dotsOptions": {"color": "#000080"}}"##
            let answer = try await caller.send(.patch, Self.path, body)
            #expect(answer["name"] == .null)
            #expect(answer["tags"] == .array([.string("a")]))
            #expect(answer["destination"]?.text == "https://example.com/old")
            let style: [String: JSONValue] = [
                "margin": .integer(1), "dotsOptions": .object(["color": .string("#000080")]),
            ]
            #expect(answer["style"] == .object(style))
        }
    }

    /// A request that must change nothing.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let method: HTTPRequest.Method
        var body: String?
        var match: String?
        let status: Int
        var pointers: [String] = []
    }

    static let refusals = [
        Refusal(
            testDescription: "PUT without destination", method: .put, body: "{}", status: 422,
            pointers: ["/destination"],
        ),
        Refusal(
            testDescription: "PUT of a name", method: .put,
            body: #"{"destination": "https://example.com/", "name": "New"}"#, status: 422, pointers: ["/name"],
        ),
        Refusal(
            testDescription: "PUT of a dangerous destination", method: .put,
            body: #"{"destination": "javascript:alert(1)"}"#, status: 422, pointers: ["/destination"],
        ),
        Refusal(
            testDescription: "PATCH of the id", method: .patch, body: #"{"id": "other"}"#, status: 422,
            pointers: ["/id"],
        ),
        Refusal(
            testDescription: "PATCH with a second name for a color", method: .patch,
            body: ##"{"foreground": "#445566"}"##, status: 422, pointers: ["/foreground"],
        ),
        Refusal(
            testDescription: "PATCH of two things, one of them wrong", method: .patch,
            body: #"{"name": "New", "expiresAt": "tomorrow"}"#, status: 422, pointers: ["/expiresAt"],
        ),
        Refusal(
            testDescription: "PUT of a stale version", method: .put, body: #"{"destination": "https://example.com/"}"#,
            match: "\"0.0\"", status: 412,
        ),
        Refusal(
            testDescription: "PATCH of a stale version", method: .patch, body: #"{"name": "New"}"#,
            match: "\"2\", W/\"3.9\"", status: 412,
        ),
        Refusal(
            testDescription: "PATCH with a weak tag, which is never the same", method: .patch,
            body: #"{"name": "New"}"#, match: "W/\"1.0\"", status: 412,
        ),
        Refusal(testDescription: "DELETE of a stale version", method: .delete, match: "\"7.0\"", status: 412),
        Refusal(
            testDescription: "DELETE with a tag that was never given", method: .delete, match: "\"xyz\"", status: 412,
        ),
    ]

    @Test("a refused change changes nothing", arguments: refusals)
    func refuses(refusal: Refusal) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(Self.made)
            let before = try await caller.send(.get, Self.path)
            var headers: HTTPFields = [:]
            headers[.ifMatch] = refusal.match
            let answer = try await caller.send(refusal.method, Self.path, refusal.body, headers: headers)
            #expect(answer.status == refusal.status, "\(answer.text)")
            #expect(answer.pointers == refusal.pointers)
            #expect(try await caller.send(.get, Self.path).json == before.json)
        }
        #expect(api.invalidated.all == ["posters"])
    }

    @Test(
        "If-Match takes the tag, the bare version, one of a list, and whatever there is",
        arguments: [
            "\"1.0\"", "\"1\"", "\"1.99\"", "W/\"1.0\", \"1.0\"", "\"9.9\", \"1.0\"", "\"a,b\" , \"1.0\"", "*", " * ",
        ],
    )
    func matches(header: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(Self.made)
            let answer = try await caller.send(.delete, Self.path, headers: [.ifMatch: header])
            #expect(answer.status == 204)
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test(
        "an edit that changes nothing leaves version, tag and moment as they are",
        arguments: ["{}", #"{"name": "Posters"}"#, #"{"status": "active", "tags": ["a"]}"#],
    )
    func changesNothing(body: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(
                #"{"data": "https://example.com/", "slug": "posters", "name": "Posters", "tags": ["a"]}"#)
            let before = try await caller.send(.get, Self.path)
            let answer = try await caller.send(.patch, Self.path, body)
            #expect(answer.status == 200)
            #expect(answer.json == before.json)
            #expect(answer.headers[.eTag] == before.headers[.eTag])
        }
    }

    @Test("DELETE is final, keeps the slug, and a scan then answers that the code has ended")
    func deletes() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(Self.made)
            let answer = try await caller.send(.delete, Self.path)
            #expect(answer.status == 204)
            #expect(answer.bytes.isEmpty)
            #expect(try await caller.send(.delete, Self.path).status == 404)
            #expect(try await caller.send(.post, "/api/qr/codes", Self.made).code == "SLUG_TAKEN")
            #expect(try await caller.send(.get, "/r/posters").status == 410)
        }
    }
}
