// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Management
import SQLiteStore
import Store
import Testing

@testable import HTTPAPI

@Suite("Idempotency-Key")
struct RepetitionTests {
    private static let code = #"{"data": "https://example.com/spring"}"#
    private static let row = #"{"data": "https://example.com/", "dataType": "url", "qrType": "dynamic"}"#
    private static let table = "destination\nhttps://example.com/a\n"
    private static let imported = "id,dataType,destination\n,url,https://example.com/a\n"

    /// Every creating call there is.
    static let calls: [(path: String, body: String, type: String)] = [
        ("/api/qr/codes", code, "application/json"),
        ("/qr", #"{"name": "a", "destinationUrl": "https://example.com/"}"#, "application/json"),
        ("/api/qr/generate", row, "application/json"),
        ("/api/qr/codes/bulk", "[\(row)]", "application/json"),
        ("/api/qr/bulk-generate", "[\(row)]", "application/json"),
        ("/api/qr/workspace-bulk-generate", table, "text/csv"),
        ("/api/qr/codes/import?format=csv", imported, "text/csv"),
        ("/api/keys", #"{"name": "shop"}"#, "application/json"),
    ]

    private func things(_ api: APIFixture) async throws -> [Int] {
        try await [
            api.codeCount(), api.store.unfinishedJobs(atMost: 100).count, api.store.keys(of: api.account.id).count,
        ]
    }

    @Test("the same request again gets the same answer, and makes nothing", arguments: calls)
    func replayed(_ path: String, _ body: String, _ type: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let headers: HTTPFields = [.idempotencyKey: "order-1", .contentType: type]
            let before = try await things(api)
            let first = try await caller.send(.post, path, body, headers: headers)
            #expect((200...201).contains(first.status), "\(first.text)")
            #expect(first.headers[.idempotencyReplayed] == nil)
            let after = try await things(api)
            #expect(zip(before, after).map { $1 - $0 }.reduce(0, +) == 1)
            let again = try await caller.send(.post, path, body, headers: headers)
            #expect(again.status == first.status)
            #expect(again.bytes == first.bytes)
            #expect(again.headers[.idempotencyReplayed] == "true")
            #expect(again.headers[.location] == first.headers[.location])
            #expect(again.headers[.contentType] == first.headers[.contentType])
            #expect(try await things(api) == after)
            let other = try await caller.send(.post, path, body + " ", headers: headers)
            #expect(other.status == 409)
            #expect(try await things(api) == after)
        }
    }

    @Test("each creating path of the interface is tried above, but for those of other suites")
    func complete() async throws {
        let tried = Set(Self.calls.map { String($0.path.prefix { $0 != "?" }) })
        let creating = try await APIFixture().postPaths { $0.kind.isRepeatable }
        let elsewhere = creating.filter { path in
            path.hasSuffix("/rotate") || path.hasPrefix("/api/v1/") || path.contains("/webhooks")
        }
        #expect(Set(creating).subtracting(elsewhere) == tried)
    }

    @Test("no POST is left out: it creates, or is known to do something else")
    func declared() async throws {
        let others = ["/api/qr/static", "/api/v1/validate", "/api/qr/codes/bulk/", "/qr/bulk/"]
        for path in try await APIFixture().postPaths({ !$0.kind.isRepeatable }) {
            let isKnown = others.contains { path == $0 || $0.hasSuffix("/") && path.hasPrefix($0) }
            #expect(isKnown || path.contains("/webhooks"), "\(path) is neither creating nor known as something else")
        }
    }

    @Test("a form is the same request with another boundary, and another one with another content")
    func forms() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            func send(_ path: String, _ fields: [Sample.Field], boundary: String) async throws -> Answer {
                let form = Sample.form(fields, boundary: boundary)
                let headers: HTTPFields = [.idempotencyKey: "one \(path)".replacing(" ", with: "-")]
                let type = "multipart/form-data; boundary=\"\(boundary)\""
                return try await caller.send(.post, path, body: form, type: type, headers: headers)
            }
            let payload = #"{"name": "Promo", "destination_url": "https://a.example/"}"#
            let picture: [Sample.Field] = [
                ("data_type", nil, Array("dynamic".utf8)), ("payload", nil, Array(payload.utf8)),
                ("size_inches", nil, Array("1".utf8)), ("logo_file", "logo.png", try Sample.logoFile),
            ]
            let table: [Sample.Field] = [("file", "table.csv", Array(Self.table.utf8))]
            for (path, fields) in [("/api/v1/generate/", picture), ("/api/qr/workspace-bulk-generate", table)] {
                let first = try await send(path, fields, boundary: "one")
                #expect(first.status == 200, "\(first.text)")
                let made = try await things(api)
                let again = try await send(path, fields, boundary: "another")
                #expect(again.status == 200 && again.bytes == first.bytes, "\(again.text)")
                #expect(again.headers[.idempotencyReplayed] == "true")
                var other = fields
                other[0].content += Array("x".utf8)
                #expect(try await send(path, other, boundary: "one").code == "IDEMPOTENCY_KEY_REUSED")
                #expect(try await things(api) == made)
            }
        }
    }

    @Test("keys belong to accounts, and to method, path and body")
    func apart() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            let headers: HTTPFields = [.idempotencyKey: "one"]
            let first = try await caller.send(.post, "/api/qr/codes", Self.code, headers: headers)
            let elsewhere = try await caller.send(.post, "/api/qr/generate", Self.code, headers: headers)
            #expect(elsewhere.code == "IDEMPOTENCY_KEY_REUSED")
            let stranger = try await caller.with(key: other).send(.post, "/api/qr/codes", Self.code, headers: headers)
            #expect(stranger.status == 201 && stranger["id"] != first["id"])
        }
    }

    @Test("what was refused is not kept: the request may be mended")
    func mended() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let headers: HTTPFields = [.idempotencyKey: "one"]
            for body in [#"{"data": "ftp://example.com/"}"#, "{", "{}"] {
                let refused = try await caller.send(.post, "/api/qr/codes", body, headers: headers)
                #expect((400...422).contains(refused.status))
            }
            let mended = try await caller.send(.post, "/api/qr/codes", Self.code, headers: headers)
            #expect(mended.status == 201 && mended.headers[.idempotencyReplayed] == nil)
        }
    }

    @Test("a key that is none is a 400", arguments: ["", " ", "a b", "é", String(repeating: "a", count: 256)])
    func malformed(_ name: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let headers: HTTPFields = [.idempotencyKey: name]
            let refused = try await caller.send(.post, "/api/qr/codes", Self.code, headers: headers)
            #expect(refused.status == 400 && refused.code == "IDEMPOTENCY_KEY_INVALID")
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test("an answer that was lost with its process is put together anew from what was made")
    func recovered() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let headers: HTTPFields = [.idempotencyKey: "one"]
            let first = try await caller.send(.post, "/api/qr/codes", Self.code, headers: headers)
            // As a process leaves it that is killed between the making and the keeping of the answer.
            let known = try #require(try await api.store.request("one", of: api.account.id, since: api.clock.now))
            let second = try Code.copy(of: first)
            let cut = RequestAttempt(
                name: "two", of: api.account.id, begunAt: api.clock.now, forgottenBefore: api.clock.now,
                fingerprint: { known.fingerprint }, )
            _ = try await RequestAttempt.$current.withValue(cut) { try await api.store.insert(second, limit: nil) }
            let again = try await caller.send(.post, "/api/qr/codes", Self.code, headers: [.idempotencyKey: "two"])
            #expect(again.status == 201)
            #expect(again["id"]?.text == "recovered")
            #expect(again.headers[.idempotencyReplayed] == "true")
            #expect(again.headers[.location] == "/api/qr/codes/recovered")
            #expect(try await api.codeCount() == 2)
        }
    }

    @Test("the secret of a key is nowhere in the store, and still comes again")
    func sealed() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let headers: HTTPFields = [.idempotencyKey: "one"]
            let first = try await caller.send(.post, "/api/keys", "{}", headers: headers)
            let secret = try #require(first["key"]?.text)
            let kept = try #require(try await api.store.request("one", of: api.account.id, since: api.clock.now))
            let body = try #require(kept.answer?.body)
            #expect(!String(decoding: body, as: UTF8.self).contains(secret.dropFirst(9)))
            #expect(try await caller.send(.post, "/api/keys", "{}", headers: headers)["key"]?.text == secret)
        }
    }

    @Test("after a day the key is new")
    func forgotten() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let headers: HTTPFields = [.idempotencyKey: "one"]
            let first = try await caller.send(.post, "/api/qr/codes", Self.code, headers: headers)
            api.clock.advance(by: .seconds(86_400))
            let same = try await caller.send(.post, "/api/qr/codes", Self.code, headers: headers)
            #expect(same["id"] == first["id"])
            api.clock.advance(by: .milliseconds(1))
            let next = try await caller.send(.post, "/api/qr/codes", Self.code, headers: headers)
            #expect(next.status == 201 && next["id"] != first["id"])
        }
    }

    @Test("of 64 equal requests at once one makes a code; the others get its answer or are told to wait")
    func race() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            for answer in try await Self.sendAtOnce(64, caller) where answer.status != 201 {
                #expect(answer.status == 409)
                #expect(answer.code == "REQUEST_RUNNING" && answer.headers[.retryAfter] == "1")
            }
        }
        #expect(try await api.codeCount() == 1)
    }

    private static func sendAtOnce(_ count: Int, _ caller: Caller) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 0..<count {
                group.addTask {
                    try await caller.send(.post, "/api/qr/codes", code, headers: [.idempotencyKey: "one"])
                }
            }
            var answers: [Answer] = []
            for try await answer in group { answers.append(answer) }
            return answers
        }
    }
}

extension Code {
    /// The code of an answer under another id.
    fileprivate static func copy(of answer: Answer) throws -> Code {
        Code(
            id: try #require(CodeID("recovered")),
            account: AccountID(1),
            payload: Payload(stored: .url, text: try #require(answer["destination"]?.text)),
            settings: CodeSettings(),
            createdAt: APIFixture.start,
        )
    }
}
