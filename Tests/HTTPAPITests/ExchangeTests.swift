// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("whole exchanges")
struct ExchangeTests {
    /// A request whose answer is held against the file of its name.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var method = HTTPRequest.Method.get
        let path: String
        var body: String?
        var headers: HTTPFields = [:]
        var hasKey = true
    }

    static let create =
        #"{"data": "https://example.com/été?q=\"1\"", "name": "Spring 🌷", "tags": ["a", "b"], "margin": 2}"#

    static let cases = [
        Case(testDescription: "create", method: .post, path: "/api/qr/codes", body: create),
        Case(
            testDescription: "create-taken", method: .post, path: "/api/qr/codes",
            body: #"{"data": "https://a.example/", "slug": "posters"}"#,
        ),
        Case(
            testDescription: "create-invalid", method: .post, path: "/api/qr/codes",
            body: #"{"data": "gopher://a/", "size": "big"}"#,
        ),
        Case(testDescription: "create-malformed", method: .post, path: "/api/qr/codes", body: "{\n  \"data\": nil\n}"),
        Case(testDescription: "list", path: "/api/qr/codes?limit=1&type=url"),
        Case(testDescription: "read", path: "/api/qr/codes/posters"),
        Case(testDescription: "read-unchanged", path: "/api/qr/codes/posters", headers: [.ifNoneMatch: "\"1.0\""]),
        Case(testDescription: "read-unknown", path: "/api/qr/codes/nothing"),
        Case(testDescription: "read-without-key", path: "/api/qr/codes/posters", hasKey: false),
        Case(testDescription: "head", method: .head, path: "/api/qr/codes/posters"),
        Case(
            testDescription: "put", method: .put, path: "/api/qr/codes/posters",
            body: #"{"destination": "https://example.com/new"}"#,
        ),
        Case(
            testDescription: "patch-stale", method: .patch, path: "/api/qr/codes/posters", body: "{}",
            headers: [.ifMatch: "\"7\""],
        ),
        Case(testDescription: "delete", method: .delete, path: "/api/qr/codes/posters"),
        Case(testDescription: "image", path: "/api/qr/codes/posters/image?format=svg"),
        Case(
            testDescription: "static", method: .post, path: "/api/qr/static",
            body: #"{"data": "HI", "dataType": "text", "returnType": "svg"}"#,
        ),
        Case(testDescription: "options", method: .options, path: "/api/qr/codes/posters", hasKey: false),
        Case(testDescription: "method-not-allowed", method: .delete, path: "/api/qr/codes"),
        Case(testDescription: "unknown-path", path: "/api/qr/nothing"),
        Case(testDescription: "scan", path: "/r/posters", hasKey: false),
        Case(testDescription: "health", path: "/healthz", hasKey: false),
        Case(testDescription: "ready", path: "/readyz", hasKey: false),
        Case(testDescription: "robots", path: "/robots.txt", hasKey: false),
    ]

    @Test("each exchange is the recorded one", arguments: cases)
    func recorded(exchange: Case) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://example.com/", "slug": "posters"}"#)
            try await caller.create(#"{"data": "https://example.com/two"}"#)
            api.clock.advance(by: .seconds(60))
            let (method, path) = (exchange.method, exchange.path)
            let caller = exchange.hasKey ? caller : caller.with(key: nil)
            let answer = try await caller.send(method, path, exchange.body, headers: exchange.headers)
            var headers = exchange.headers
            if exchange.hasKey { headers[.authorization] = "Bearer KEY" }
            let text = Exchange(method, path, body: exchange.body, headers: headers, answer: answer)
            try text.matches(exchange.testDescription)
        }
    }
}
