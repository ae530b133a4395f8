// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Store
import Testing

@testable import HTTPAPI

@Suite("GET /api/qr/codes/{id}")
struct ReadCodeTests {
    @Test("a read answers what the create did")
    func read() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let made = try await caller.create()
            let read = try await caller.send(.get, try #require(made.headers[.location]))
            #expect(read.json == made.json)
            #expect(read.headers[.eTag] == made.headers[.eTag])
        }
    }

    @Test("another account's code, a deleted one and one that never was are all the same 404")
    func foreign() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            try await caller.create(#"{"data": "https://example.com/", "slug": "mine"}"#)
            try await caller.create(#"{"data": "https://example.com/", "slug": "gone"}"#)
            _ = try await caller.send(.delete, "/api/qr/codes/gone")
            let stranger = caller.with(key: other)
            for (caller, id) in [
                (stranger, "mine"), (caller, "gone"), (caller, "never"), (caller, "%2e%2e"), (caller, "a b"),
            ] {
                for (method, body) in Self.methods {
                    let answer = try await caller.send(method, "/api/qr/codes/\(id)", body)
                    #expect(answer.status == 404, "\(method) \(id)")
                    #expect(answer["detail"]?.text == "the account has no code of this id")
                }
                #expect(try await caller.send(.get, "/api/qr/codes/\(id)/image").status == 404)
            }
            let mine = try await caller.send(.get, "/api/qr/codes/mine")
            #expect(mine["destination"]?.text == "https://example.com/")
        }
    }

    static let methods: [(HTTPRequest.Method, String?)] = [
        (.get, nil), (.put, #"{"destination": "https://example.com/stolen"}"#), (.patch, #"{"name": "stolen"}"#),
        (.delete, nil),
    ]

    @Test("new scans change the entity tag, and leave the version that edits are matched with")
    func tags() throws {
        var code = Code(
            id: try #require(CodeID("posters")),
            account: AccountID(1),
            payload: Payload(stored: .url, text: "https://example.com/"),
            settings: CodeSettings(),
            createdAt: APIFixture.start,
        )
        #expect(CodeTag.text(of: code) == "\"1.0\"")
        code.tally.scans = 12
        #expect(CodeTag.text(of: code) == "\"1.12\"")
    }

    @Test("a read takes no parameters")
    func parameters() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create()
            let answer = try await caller.send(.get, "/api/qr/codes/code0001?verbose=1")
            #expect(answer.status == 422)
            #expect(answer.pointers == ["/query/verbose"])
        }
    }
}
