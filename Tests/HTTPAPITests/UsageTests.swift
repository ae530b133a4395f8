// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import SQLiteStore
import Store
import Testing

@testable import HTTPAPI

@Suite("What an account has used")
struct UsageTests {
    @Test("/api/qr/usage tells the plan, what was used and what is left")
    func usage() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "small", plan: "free")
        try await api.test { caller in
            let caller = caller.with(key: key)
            try await caller.create()
            _ = try await caller.send(.get, "/api/qr/static?data=https://example.com/")
            let usage = try await caller.send(.get, "/api/qr/usage")
            #expect(usage.status == 200)
            #expect(usage["plan"]?.text == "free")
            #expect(usage["codes.limit"] == .integer(5) && usage["codes.used"] == .integer(1))
            #expect(usage["codes.remaining"] == .integer(4))
            #expect(usage["renders.month"]?.text == "2026-05")
            #expect(usage["renders.limit"] == .integer(50) && usage["renders.used"] == .integer(1))
            #expect(usage["renders.remaining"] == .integer(49) && usage["renders.overage"] == .bool(false))
            #expect(usage["renders.resetsAt"]?.text == "2026-06-01T00:00:00.000Z")
            #expect(usage["limits.createsPerMinute"] == .integer(10))
        }
    }

    @Test("a plan without limits shows none")
    func unlimited() async throws {
        try await APIFixture().test { caller in
            let usage = try await caller.send(.get, "/api/qr/usage")
            #expect(usage["codes.limit"] == .null && usage["codes.remaining"] == .null)
            #expect(usage["renders.limit"] == .null && usage["renders.remaining"] == .null)
        }
    }

    @Test("of 64 creating requests at once as many pass as the plan has room for")
    func codes() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "small", plan: "pro")
        try await api.test { caller in
            let answers = try await Self.createAtOnce(64, caller.with(key: key))
            let refused = answers.filter { $0.status != 201 }
            #expect(refused.count == 14)
            #expect(refused.allSatisfy { $0.status == 429 && $0.code == "PLAN_LIMIT_REACHED" })
            #expect(refused.allSatisfy { $0.headers[.retryAfter] == nil && $0["exaroutesErrorCode"] == $0["code"] })
        }
        let account = try #require(try await api.store.account(named: "small"))
        #expect(try await api.store.count(of: account.id) == 50)
    }

    private static func createAtOnce(_ count: Int, _ caller: Caller) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 0..<count {
                group.addTask { try await caller.send(.post, "/api/qr/codes", #"{"data": "https://a.example/"}"#) }
            }
            var answers: [Answer] = []
            for try await answer in group { answers.append(answer) }
            return answers
        }
    }
}
