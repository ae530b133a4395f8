// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import SQLiteStore
import Styling
import Testing

@testable import HTTPAPI

@Suite("Turns of ZIP batches")
struct BatchTurnsTests {
    private static let path = "/api/v1/generate/bulk/"
    private static let batch = #"{"items": [{"data": "https://a.example/", "size_inches": 1, "format": "svg"}]}"#

    private func until(_ condition: () -> Bool) async {
        while !condition() { await Task.yield() }
    }

    @Test("a batch waits for the others of its account, and not for those of another")
    func ownTurn() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other", plan: "starter")
        #expect(await api.batches.enter(api.account.id))
        try await api.test { caller async throws in
            let waiting = Task { try await caller.send(.post, Self.path, Self.batch).status }
            await until { api.batches.waiting == 1 }
            #expect(try await caller.with(key: other).send(.post, Self.path, Self.batch).status == 200)
            #expect(api.batches.waiting == 1)
            api.batches.leave(api.account.id)
            #expect(try await waiting.value == 200)
        }
    }

    @Test("what would wait behind too much is a 503 with Retry-After, and costs nothing")
    func tooMuch() async throws {
        let api = try await APIFixture()
        let (account, batches) = (api.account.id, api.batches)
        #expect(await batches.enter(account))
        let large = Task { if await batches.enter(account, weight: 20_000_000) { batches.leave(account) } }
        await until { batches.waiting == 1 }
        try await api.test { caller async throws in
            let answer = try await caller.send(.post, Self.path, Self.batch)
            #expect(answer.status == 503, "\(answer.text)")
            #expect(answer.headers[.retryAfter] == "5")
            #expect(answer.code == "OVERLOADED" && answer["detail"]?.text?.contains("batches") == true)
            #expect(answer.headers[.contentType] == "application/json")
            #expect(try await caller.send(.get, "/api/v1/usage/")["used_this_month"] == .integer(0))
            batches.leave(account)
            await large.value
            #expect(try await caller.send(.post, Self.path, Self.batch).status == 200)
        }
    }

    @Test("a batch that the plan does not have is refused without waiting")
    func plan() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "small", plan: "free")
        let account = try #require(try await api.store.account(named: "small")).id
        #expect(await api.batches.enter(account))
        try await api.test { caller async throws in
            #expect(try await caller.with(key: key).send(.post, Self.path, Self.batch).status == 403)
        }
    }
}
