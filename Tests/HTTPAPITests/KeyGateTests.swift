// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Store
import Testing

@testable import HTTPAPI

@Suite("keys")
struct KeyGateTests {
    static let forms = [
        "bearer", "lower-case bearer", "x-api-key", "client-id and api-key", "the same key in all forms",
    ]

    @Test("a key is taken in each published form", arguments: forms)
    func taken(form: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let headers: HTTPFields =
                switch form {
                case "bearer": [.authorization: "Bearer \(api.key)"]
                case "lower-case bearer": [.authorization: "bearer  \(api.key)"]
                case "x-api-key": [.xAPIKey: api.key, .authorization: "Basic cHJveHk6"]
                case "client-id and api-key": [.clientID: api.clientID, .apiKey: api.key]
                default:
                    [.authorization: "Bearer \(api.key)", .xAPIKey: api.key, .clientID: api.clientID, .apiKey: api.key]
                }
            let answer = try await caller.with(key: nil).send(.get, "/api/qr/codes", headers: headers)
            #expect(answer.status == 200)
        }
    }

    @Test(
        "anything else is a 401 that says how to do it, before the body is looked at",
        arguments: [
            [:], [.authorization: "Bearer"], [.authorization: "Bearer wrong"], [.authorization: "Basic a2V5"],
            [.xAPIKey: "wrong"],
            [.xAPIKey: ""], [.apiKey: "wrong"], [.clientID: "wmc_x"], [.clientID: "wmc_x", .apiKey: "wrong"],
            [.authorization: "Bearer " + String(repeating: "a", count: 10_000)],
        ] as [HTTPFields],
    )
    func refused(headers: HTTPFields) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.with(key: nil).send(.post, "/api/qr/codes", "{", headers: headers)
            #expect(answer.status == 401)
            #expect(answer.code == "UNAUTHENTICATED")
            #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"waymark\"")
        }
    }

    @Test("a good key beside a wrong one, without its client id or with another's is refused")
    func contradictions() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            let caller = caller.with(key: nil)
            let presented: [HTTPFields] = [
                [.authorization: "Bearer \(api.key)", .xAPIKey: other], [.apiKey: api.key],
                [.clientID: "wmc_other", .apiKey: api.key], [.clientID: api.clientID, .apiKey: other],
            ]
            for headers in presented {
                let answer = try await caller.send(.get, "/api/qr/codes", headers: headers)
                #expect(answer.status == 401)
            }
        }
    }

    @Test(
        "every path of the API asks for a key",
        arguments: [
            "/api/qr/codes", "/api/qr/codes/abc", "/api/qr/codes/abc/image", "/api/qr/codes/abc/analytics",
            "/api/qr/static?data=a",
        ],
    )
    func everywhere(path: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.with(key: nil).send(.get, path)
            #expect(answer.status == 401)
        }
    }

    @Test("a key without the scope is a 403 that names it, and nothing happens")
    func scopes() async throws {
        let api = try await APIFixture()
        let reader = try await api.key(scopes: [.read])
        let writer = try await api.key(scopes: [.write])
        try await api.test { caller in
            try await caller.create()
            let changes: [(HTTPRequest.Method, String, String?)] = [
                (.post, "/api/qr/codes", #"{"data": "https://example.com/"}"#),
                (.put, "/api/qr/codes/code0001", #"{"destination": "https://example.com/"}"#),
                (.patch, "/api/qr/codes/code0001", "{}"), (.delete, "/api/qr/codes/code0001", nil),
            ]
            for (method, path, body) in changes {
                let answer = try await caller.with(key: reader).send(method, path, body)
                #expect(answer.status == 403)
                #expect(answer.code == "SCOPE_MISSING")
                #expect(answer["detail"]?.text?.contains("write") == true)
            }
            for path in ["/api/qr/codes", "/api/qr/codes/code0001", "/api/qr/codes/code0001/image"] {
                #expect(try await caller.with(key: reader).send(.get, path).status == 200)
                #expect(try await caller.with(key: writer).send(.get, path).code == "SCOPE_MISSING")
            }
        }
        #expect(try await api.codeCount() == 1)
    }

    @Test("a store that cannot look a key up is a 503, not a 401")
    func storeAway() async throws {
        let api = try await APIFixture()
        try await api.test(accounts: FailingStore(code: .unavailable)) { caller in
            let answer = try await caller.send(.get, "/api/qr/codes")
            #expect(answer.status == 503)
            #expect(answer.headers[.retryAfter] == "1")
        }
    }
}
