// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("One change to many codes")
struct EditManyCodesTests {
    private static let native = "/api/qr/codes/bulk"

    private func make(_ caller: Caller, _ slugs: String...) async throws {
        for slug in slugs {
            try await caller.create(#"{"data": "https://example.com/old", "slug": "\#(slug)", "tags": ["a"]}"#)
        }
    }

    @Test("destinations change in one call, and the redirects forget them", arguments: [native, "/qr/bulk"])
    func destination(_ base: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await make(caller, "one", "two")
            #expect(try await caller.send(.get, "/r/one").headers[.location] == "https://example.com/old")
            let body = #"{"qrCodeIds": ["one", "qr_two"], "destinationUrl": "https://example.com/new"}"#
            let answer = try await caller.send(.post, base + "/update-destination", body)
            #expect(answer.status == 200)
            let text =
                #"{"updated":2,"failed":0,"results":[{"id":"one","status":"updated"},{"id":"qr_two","status":"updated"}]}"#
            #expect(answer.text == text)
            for id in ["one", "two"] {
                #expect(try await caller.send(.get, "/r/\(id)").headers[.location] == "https://example.com/new")
            }
        }
        #expect(api.invalidated.all.suffix(2) == ["one", "two"])
    }

    @Test("tags are added, removed and set")
    func tags() async throws {
        try await APIFixture().test { caller in
            try await make(caller, "one", "two")
            for (action, tags, expected) in [
                ("add", #"["b", "a", "b"]"#, ["a", "b"]), ("remove", #"["a", "x"]"#, ["b"]), ("set", #"["z"]"#, ["z"]),
                ("set", "[]", []),
            ] {
                let body = #"{"ids": ["one", "two"], "action": "\#(action)", "tags": \#(tags)}"#
                let answer = try await caller.send(.post, Self.native + "/tags", body)
                #expect(answer["updated"] == .integer(2))
                for id in ["one", "two"] {
                    let code = try await caller.send(.get, "/api/qr/codes/\(id)")
                    #expect(code["tags"]?.elements.compactMap(\.text) == expected)
                }
            }
        }
    }

    @Test("codes are paused, resumed and deleted", arguments: ["resume", "activate"])
    func status(_ resume: String) async throws {
        try await APIFixture().test { caller in
            try await make(caller, "one")
            let body = #"{"ids": ["one"]}"#
            for (operation, status) in [("pause", 404), (resume, 302), ("delete", 410)] {
                #expect(try await caller.send(.post, "\(Self.native)/\(operation)", body)["updated"] == .integer(1))
                #expect(try await caller.send(.get, "/r/one").status == status)
            }
        }
    }

    @Test("what cannot be changed fails alone: unknown, foreign, deleted, guarded, of another type")
    func failures() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            try await make(caller, "one", "gone")
            _ = try await caller.send(.delete, "/api/qr/codes/gone")
            try await make(caller.with(key: other), "foreign")
            try await caller.create(
                #"{"data": "https://example.com/old", "slug": "guarded", "password": "open sesame"}"#)
            try await caller.create(##"{"data": "+15551234567", "dataType": "phone", "slug": "phone"}"##)
            let ids = #"["never", "foreign", "gone", "guarded", "phone", "no id at all", "one"]"#
            let body = #"{"ids": \#(ids), "destination": "https://example.com/new"}"#
            let answer = try await caller.send(.post, Self.native + "/update-destination", body)
            #expect(answer.status == 200)
            #expect(answer["updated"] == .integer(1))
            #expect(answer["failed"] == .integer(6))
            let codes = answer["results"]?.elements.map { $0.members?["code"]?.text }
            let expected = [
                "NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "CODE_LOCKED", "VALIDATION_FAILED", "NOT_FOUND", nil,
            ]
            #expect(codes == expected)
            #expect(answer["results"]?.elements.prefix(6).allSatisfy { $0.members?["error"]?.text != nil } == true)
            #expect(
                try await caller.with(key: other).send(.get, "/r/foreign").headers[.location]
                    == "https://example.com/old")
            #expect(try await caller.send(.get, "/r/one").headers[.location] == "https://example.com/new")
        }
    }

    /// A request that must change nothing.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var operation = "update-destination"
        let body: String
        let status: Int
        let pointer: String
    }

    private static let many = (0...100).map { "\"id-\($0)\"" }.joined(separator: ",")
    private static let to = #""destination": "https://example.com/new""#

    static let refusals = [
        Refusal(testDescription: "no ids", body: "{\(to)}", status: 422, pointer: "/ids"),
        Refusal(testDescription: "an empty list", body: #"{"ids": [], \#(to)}"#, status: 422, pointer: "/ids"),
        Refusal(
            testDescription: "101 ids", body: "{\"qrCodeIds\": [\(many)], \(to)}", status: 422, pointer: "/qrCodeIds", ),
        Refusal(
            testDescription: "a code twice", body: #"{"ids": ["one", "qr_one"], \#(to)}"#, status: 422,
            pointer: "/ids/1", ),
        Refusal(
            testDescription: "an id that is a number", body: #"{"ids": ["one", 7], \#(to)}"#, status: 400,
            pointer: "/ids/1", ),
        Refusal(
            testDescription: "ids that are an object", body: #"{"ids": {"0": "one"}, \#(to)}"#, status: 400,
            pointer: "/ids", ),
        Refusal(
            testDescription: "both names of ids", body: #"{"ids": ["one"], "qrCodeIds": ["one"], \#(to)}"#, status: 422,
            pointer: "/qrCodeIds", ),
        Refusal(
            testDescription: "no destination", body: #"{"ids": ["one"]}"#, status: 422, pointer: "/destinationUrl", ),
        Refusal(
            testDescription: "a dangerous destination",
            body: #"{"ids": ["one"], "destinationUrl": "javascript:alert(1)"}"#,
            status: 422, pointer: "/destinationUrl",
        ),
        Refusal(
            testDescription: "a loop", body: #"{"ids": ["one"], "destination": "https://qr.example.com/r/one"}"#,
            status: 422, pointer: "/destination",
        ),
        Refusal(
            testDescription: "an unknown field", body: #"{"ids": ["one"], \#(to), "x": 1}"#, status: 422, pointer: "/x",
        ),
        Refusal(
            testDescription: "tags without action", operation: "tags", body: #"{"ids": ["one"], "tags": ["b"]}"#,
            status: 422, pointer: "/action", ),
        Refusal(
            testDescription: "an unknown action", operation: "tags",
            body: #"{"ids": ["one"], "tags": ["b"], "action": "drop"}"#, status: 422, pointer: "/action", ),
        Refusal(
            testDescription: "no tags to add", operation: "tags",
            body: #"{"ids": ["one"], "tags": [], "action": "add"}"#, status: 422, pointer: "/tags", ),
    ]

    @Test("a faulty request is refused whole, and changes nothing", arguments: refusals)
    func refuses(_ refusal: Refusal) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await make(caller, "one")
            let before = try await caller.send(.get, "/api/qr/codes/one").json
            let answer = try await caller.send(.post, "\(Self.native)/\(refusal.operation)", refusal.body)
            #expect(answer.status == refusal.status, "\(answer.text)")
            #expect(answer.pointers.contains(refusal.pointer), "\(answer.text)")
            #expect(try await caller.send(.get, "/api/qr/codes/one").json == before)
        }
        #expect(api.invalidated.all == ["one"])
    }

    @Test("a key that may only read changes nothing, and the operations take POST alone")
    func gates() async throws {
        let api = try await APIFixture()
        let reader = try await api.key(scopes: [.read])
        try await api.test { caller in
            let (path, body) = ("/api/qr/codes/bulk/pause", #"{"ids": ["one"]}"#)
            let refused = try await caller.with(key: reader).send(.post, path, body)
            #expect(refused.status == 403)
            let unknown = try await caller.with(key: nil).send(.post, path, body)
            #expect(unknown.status == 401)
            let read = try await caller.send(.get, path)
            #expect(read.status == 405)
        }
    }

    @Test("a slug that would be taken for the long form of an id is refused")
    func prefixedSlug() async throws {
        try await APIFixture().test { caller in
            let answer = try await caller.send(
                .post, "/api/qr/codes", #"{"data": "https://example.com/", "slug": "qr_one"}"#, )
            #expect(answer.status == 422 && answer.pointers == ["/slug"])
        }
    }
}
