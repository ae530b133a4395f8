// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import SQLiteStore
import Store
import Testing

@testable import HTTPAPI

@Suite("Answers that are too long to be kept under an Idempotency-Key")
struct DrawnAgainTests {
    private static let headers: HTTPFields = [.idempotencyKey: "one"]

    private static func dynamic(_ name: String, _ more: String = "") -> String {
        #"""
        {"data_type": "dynamic", "size_inches": 1, "format": "svg"\#(more),
         "payload": {"name": "\#(name)", "destination_url": "https://a.example/\#(name)"}}
        """#
    }

    private static func batch() throws -> String {
        let logo = #", "logo_url": "\#(try Sample.logo)""#
        let fixed = #"{"data": "https://a.example/", "size_inches": 1}"#
        return #"{"items": [\#(dynamic("a")), \#(fixed), \#(dynamic("b", logo)), \#(fixed)]}"#
    }

    private static func used(_ caller: Caller) async throws -> [JSONValue?] {
        let usage = try await caller.send(.get, "/api/v1/usage/")
        return [usage["used_this_month"], usage["active_dynamic_qrs"]]
    }

    @Test("an archive is drawn again with the codes that were made, and counts and makes nothing")
    func archive() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "shop", plan: "starter")
        let body = try Self.batch()
        try await api.test(longestAnswer: 1_000) { caller in
            let caller = caller.with(key: key)
            let first = try await caller.send(.post, "/api/v1/generate/bulk/", body, headers: Self.headers)
            #expect(first.status == 200 && first.headers[.studioQuota] == "496", "\(first.text)")
            #expect(try await Self.used(caller) == [.integer(4), .integer(2)])
            // What its owner did to a code since changes nothing of what was printed.
            #expect(try await caller.send(.delete, "/api/v1/dynamic/code0001/").status == 204)
            let again = try await caller.send(.post, "/api/v1/generate/bulk/", body, headers: Self.headers)
            #expect(again.status == 200 && again.headers[.idempotencyReplayed] == "true", "\(again.text)")
            #expect(again.headers[.contentDisposition] == first.headers[.contentDisposition])
            #expect(again.headers[.studioQuota] == "496" && again.headers[.studioPlan] == "starter")
            let (before, after) = (try StoredArchive(first.bytes), try StoredArchive(again.bytes))
            #expect(before.names == after.names)
            for name in before.names where name != "manifest.json" { #expect(before[name] == after[name]) }
            let items = try JSONParser.parse(after["manifest.json"] ?? [], depth: 8).members?["items"]?.elements ?? []
            let ids = items.map { $0.members?["dynamic"]?.members?["short_id"]?.text }
            #expect(ids == ["code0001", nil, "code0002", nil])
            #expect(try await Self.used(caller) == [.integer(4), .integer(1)])
        }
        // And by a server that has started anew, where no picture is in the cache.
        try await api.test(longestAnswer: 1_000) { caller in
            let caller = caller.with(key: key)
            let again = try await caller.send(.post, "/api/v1/generate/bulk/", body, headers: Self.headers)
            #expect(again.status == 200)
            let other = try await caller.send(.post, "/api/v1/generate/bulk/", body + " ", headers: Self.headers)
            #expect(other.status == 409 && other.code == "IDEMPOTENCY_KEY_REUSED")
            #expect(try await Self.used(caller) == [.integer(4), .integer(1)])
        }
    }

    @Test("a single picture is drawn again, of its code where it made one")
    func picture() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "shop", plan: "starter")
        let bodies = [Self.dynamic("a"), #"{"data": "https://a.example/", "size_inches": 1}"#]
        try await api.test(longestAnswer: 10) { caller in
            let caller = caller.with(key: key)
            for (index, body) in bodies.enumerated() {
                let headers: HTTPFields = [.idempotencyKey: "key-\(index)"]
                let first = try await caller.send(.post, "/api/v1/generate/", body, headers: headers)
                #expect(first.status == 200, "\(first.text)")
                let again = try await caller.send(.post, "/api/v1/generate/", body, headers: headers)
                #expect(again.status == 200 && again.bytes == first.bytes, "\(again.text)")
                #expect(again.headers[.idempotencyReplayed] == "true")
                #expect(again.headers[.studioShortID] == first.headers[.studioShortID])
                #expect(again.headers[.location] == first.headers[.location])
            }
            #expect(try await Self.used(caller) == [.integer(2), .integer(1)])
        }
    }

    @Test("a row is drawn again with its name", arguments: ["static", "dynamic"])
    func row(_ type: String) async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "shop", plan: "starter")
        let body = #"{"uid": "row-7", "qrType": "\#(type)", "dataType": "url", "data": "https://a.example/"}"#
        try await api.test(longestAnswer: 10) { caller in
            let caller = caller.with(key: key)
            let first = try await caller.send(.post, "/api/qr/generate", body, headers: Self.headers)
            #expect(first.status == 200, "\(first.text)")
            let used = try await Self.used(caller)
            let again = try await caller.send(.post, "/api/qr/generate", body, headers: Self.headers)
            #expect(again.status == 200 && again.text == first.text)
            #expect(again.headers[.idempotencyReplayed] == "true")
            #expect(try await Self.used(caller) == used)
        }
    }

    @Test("what cannot be drawn any more is a 409 that names the codes that were made")
    func lost() async throws {
        let api = try await APIFixture()
        let address = "https://logos.example/a.png"
        api.addresses.put(try Sample.logoFile, at: address)
        let logo = #", "logo_url": "\#(address)""#
        let body = #"{"items": [\#(Self.dynamic("a", logo)), \#(Self.dynamic("b"))]}"#
        try await api.test(longestAnswer: 10) { caller in
            let first = try await caller.send(.post, "/api/v1/generate/bulk/", body, headers: Self.headers)
            #expect(first.status == 200, "\(first.text)")
        }
        api.addresses.remove(address)
        try await api.test(longestAnswer: 10) { caller in
            let again = try await caller.send(.post, "/api/v1/generate/bulk/", body, headers: Self.headers)
            #expect(again.status == 409 && again.code == "ANSWER_LOST", "\(again.text)")
            #expect(again["detail"]?.text?.contains("code0001 code0002") == true)
            #expect(try await api.codeCount() == 2)
        }
    }
}
