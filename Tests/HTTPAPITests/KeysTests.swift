// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import SQLiteStore
import Testing

@testable import HTTPAPI

@Suite("/api/keys")
struct KeysTests {
    @Test("a key is made, listed without its secret, rotated and revoked", arguments: ["/api/keys", "/api/v1/keys"])
    func life(_ base: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = #"{"name": "shop", "scopes": ["read"], "expiresAt": "2027-01-01T00:00:00Z"}"#
            let made = try await caller.send(.post, base, body)
            #expect(made.status == 201)
            let secret = try #require(made["key"]?.text)
            let id = try #require(made["id"]?.text)
            #expect(secret.hasPrefix(id) && made["prefix"]?.text == id)
            #expect(made["clientId"]?.text == api.clientID)
            #expect(made["scopes"] == .array([.string("read")]))
            #expect(made["expiresAt"]?.text == "2027-01-01T00:00:00.000Z")
            #expect(made.headers[.location] == "\(base)/\(id)")
            let shop = caller.with(key: secret)
            #expect(try await shop.send(.get, "/api/qr/codes").status == 200)
            let refused = try await shop.send(.get, base)
            #expect(refused.status == 403 && refused.code == "SCOPE_MISSING")
            let type = base == "/api/keys" ? "application/problem+json" : "application/json"
            #expect(refused.headers[.contentType] == type)

            let listed = try await caller.send(.get, base)
            #expect(listed["data"]?.elements.count == 2)
            #expect(!listed.text.contains(secret))
            #expect(try await caller.send(.get, "\(base)/\(id)")["name"]?.text == "shop")

            let rotated = try await caller.send(.post, "\(base)/\(id)/rotate", #"{"graceHours": 1}"#)
            #expect(rotated.status == 201 && rotated["name"]?.text == "shop")
            #expect(rotated["expiresAt"] == .null)
            #expect(try await shop.send(.get, "/api/qr/codes").status == 200)
            api.clock.advance(by: .seconds(3_600))
            #expect(try await shop.send(.get, "/api/qr/codes").status == 401)
            #expect(try await caller.send(.get, "\(base)/\(id)")["status"]?.text == "expired")

            let new = caller.with(key: rotated["key"]?.text)
            #expect(try await new.send(.get, "/api/qr/codes").status == 200)
            let newID = try #require(rotated["id"]?.text)
            #expect(try await caller.send(.delete, "\(base)/\(newID)").status == 204)
            #expect(try await new.send(.get, "/api/qr/codes").status == 401)
            #expect(try await caller.send(.delete, "\(base)/\(newID)").status == 204)
        }
    }

    @Test("a key is edited by a merge patch, seen at its next call", arguments: ["/api/keys", "/api/v1/keys"])
    func edits(_ base: String) async throws {
        let api = try await APIFixture()
        let secret = try await api.key(scopes: [.read])
        let path = "\(base)/\(secret.prefix(9))"
        try await api.test { caller in
            let key = caller.with(key: secret)
            #expect(try await key.send(.post, "/api/qr/codes", #"{"data": "https://example.com"}"#).status == 403)
            let body = #"{"name": "shop", "scopes": "write,read", "expiresAt": "2027-01-01T00:00:00Z"}"#
            let edited = try await caller.send(.patch, path, body)
            #expect(edited.status == 200 && edited["name"]?.text == "shop" && edited["key"] == nil)
            #expect(edited["scopes"] == .array([.string("read"), .string("write")]))
            #expect(try await caller.send(.get, path).text == edited.text)
            #expect(try await key.send(.post, "/api/qr/codes", #"{"data": "https://example.com"}"#).status == 201)
            #expect(try await caller.send(.patch, path, "{}").text == edited.text)

            let endless = try await caller.send(.patch, path, #"{"expiresAt": null, "scopes": ["read"]}"#)
            #expect(endless["expiresAt"] == .null && endless["name"]?.text == "shop")
            #expect(try await key.send(.post, "/api/qr/codes", #"{"data": "https://example.com"}"#).status == 403)
        }
    }

    @Test("an edit brings no key back that has ended")
    func ended() async throws {
        let api = try await APIFixture()
        let secret = try await api.key(scopes: [.read])
        let path = "/api/keys/\(secret.prefix(9))"
        try await api.test { caller in
            #expect(try await caller.send(.delete, path).status == 204)
            let refused = try await caller.send(.patch, path, #"{"expiresAt": null}"#)
            #expect(refused.status == 422 && refused.pointers == ["/key"])
            #expect(try await caller.with(key: secret).send(.get, "/api/qr/codes").status == 401)
        }
    }

    @Test("a key may take the right to manage keys from itself")
    func ownScopes() async throws {
        let api = try await APIFixture()
        try await api.test { caller async throws in
            let path = "/api/keys/\(api.key.prefix(9))"
            #expect(try await caller.send(.patch, path, #"{"scopes": ["read"]}"#).status == 200)
            #expect(try await caller.send(.patch, path, #"{"scopes": ["admin"]}"#).status == 403)
        }
    }

    @Test(
        "a faulty edit names what is wrong and changes nothing",
        arguments: [
            (#"{"name": null}"#, "/name"), (#"{"name": " x"}"#, "/name"), (#"{"scopes": null}"#, "/scopes"),
            (#"{"scopes": []}"#, "/scopes"), (#"{"name": "x", "expiresAt": "2020-01-01T00:00:00Z"}"#, "/expiresAt"),
            (#"{"name": "x", "expiresAt": 7}"#, "/expiresAt"), (#"{"name": "x", "prefix": "wm_mine"}"#, "/prefix"),
        ],
    )
    func editFaults(_ body: String, _ pointer: String) async throws {
        let api = try await APIFixture()
        let secret = try await api.key(scopes: [.read])
        try await api.test { caller in
            let before = try await api.store.keys(of: api.account.id)
            let answer = try await caller.send(.patch, "/api/keys/\(secret.prefix(9))", body)
            #expect(answer.status == 400 || answer.status == 422)
            #expect(answer.pointers == [pointer])
            #expect(try await api.store.keys(of: api.account.id) == before)
        }
    }

    @Test("without a grace the old key goes on for a day, with none it ends at once")
    func grace() async throws {
        let api = try await APIFixture()
        let old = try await api.key(scopes: [.read])
        try await api.test { caller in
            let first = try await caller.send(.post, "/api/keys/\(old.prefix(9))/rotate")
            #expect(first.status == 201)
            api.clock.advance(by: .seconds(86_399))
            #expect(try await caller.with(key: old).send(.get, "/api/qr/codes").status == 200)
            api.clock.advance(by: .seconds(1))
            #expect(try await caller.with(key: old).send(.get, "/api/qr/codes").status == 401)
            let id = try #require(first["id"]?.text)
            let second = try await caller.send(.post, "/api/keys/\(id)/rotate", #"{"graceHours": 0}"#)
            #expect(second.status == 201)
            #expect(try await caller.with(key: first["key"]?.text).send(.get, "/api/qr/codes").status == 401)
            #expect(try await caller.send(.post, "/api/keys/\(id)/rotate").status == 422)
        }
    }

    @Test("another account's key is no different from none")
    func strangers() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other", scopes: [.admin, .read])
        let id = api.key.prefix(9)
        let calls: [(HTTPRequest.Method, String)] = [
            (.get, "/api/keys/\(id)"), (.patch, "/api/keys/\(id)"), (.delete, "/api/keys/\(id)"),
            (.post, "/api/keys/\(id)/rotate"),
            (.get, "/api/keys/wm_none00"), (.get, "/api/keys/1"),
        ]
        try await api.test { caller async throws in
            let stranger = caller.with(key: other)
            for (method, path) in calls {
                let body = method == .patch ? #"{"name": "mine"}"# : nil
                #expect(try await stranger.send(method, path, body).status == 404)
            }
            #expect(try await stranger.send(.get, "/api/keys")["data"]?.elements.count == 1)
            #expect(try await caller.send(.get, "/api/qr/codes").status == 200)
        }
    }

    @Test(
        "what is wrong is named, and no key is made",
        arguments: [
            (#"{"name": ""}"#, "/name"), (#"{"name": 7}"#, "/name"), (#"{"scopes": []}"#, "/scopes"),
            (#"{"scopes": ["root"]}"#, "/scopes"), (#"{"scopes": 7}"#, "/scopes"),
            (#"{"expiresAt": "tomorrow"}"#, "/expiresAt"), (#"{"expiresAt": "2020-01-01T00:00:00Z"}"#, "/expiresAt"),
            (#"{"key": "wm_mine"}"#, "/key"),
        ],
    )
    func faults(_ body: String, _ pointer: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.post, "/api/keys", body)
            #expect(answer.status == 400 || answer.status == 422)
            #expect(answer.pointers.contains(pointer))
            #expect(try await api.store.keys(of: api.account.id).count == 1)
        }
    }

    @Test("keys are for those with the scope admin")
    func scope() async throws {
        let api = try await APIFixture()
        let writer = try await api.key(scopes: [.read, .write])
        try await api.test { caller async throws in
            let writer = caller.with(key: writer)
            #expect(try await writer.send(.get, "/api/keys").status == 403)
            #expect(try await writer.send(.post, "/api/keys", "{}").status == 403)
            let own = "/api/keys/\(try #require(writer.key).prefix(9))"
            #expect(try await writer.send(.patch, own, #"{"scopes": ["admin"]}"#).status == 403)
        }
    }
}
