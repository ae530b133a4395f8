// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import SQLiteStore
import Store
import Testing

@testable import HTTPAPI

@Suite("The quota of renders over HTTP")
struct RenderQuotaTests {
    /// An interface and the key of an account on the free plan, which has 50 renders a month, with two left.
    private func withTwoLeft(_ test: @Sendable (APIFixture, Caller) async throws -> Void) async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "small", plan: "free")
        let account = try #require(try await api.store.account(named: "small"))
        let month = CalendarMonth(of: APIFixture.start)
        _ = try await api.store.charge(RenderCharge(account: account.id, month: month, renders: 48, limit: 50))
        try await api.test { try await test(api, $0.with(key: key)) }
    }

    @Test("renders from the cache count, and past the quota is a 429 until the next month")
    func reached() async throws {
        try await withTwoLeft { api, caller in
            for _ in 0..<2 {
                let answer = try await caller.send(.get, "/api/qr/static?data=https://example.com/")
                #expect(answer.status == 200)
            }
            let refused = try await caller.send(.post, "/api/qr/static", #"{"data": "https://example.com/"}"#)
            #expect(refused.status == 429)
            #expect(refused.code == "QUOTA_EXCEEDED")
            #expect(refused["detail"]?.text == "1 render would exceed your monthly quota (50/50 used)")
            // From 21 May, 15:00, to 1 June.
            #expect(refused.headers[.retryAfter] == "896400")
            #expect(refused["retryAfter"] == .integer(896_400))
            api.clock.advance(by: .seconds(896_400))
            let next = try await caller.send(.post, "/api/qr/static", #"{"data": "https://example.com/"}"#)
            #expect(next.status == 200)
        }
    }

    @Test("what is refused, asked for by HEAD, known already or a dry run costs nothing")
    func free() async throws {
        try await withTwoLeft { api, caller in
            let path = "/api/qr/static?data=https://example.com/"
            let tag = try #require(try await caller.send(.get, path).headers[.eTag])
            for _ in 0..<3 {
                #expect(try await caller.send(.head, path).status == 200)
                #expect(try await caller.send(.get, path, headers: [.ifNoneMatch: tag]).status == 304)
                #expect(try await caller.send(.get, path + "&size=0").status == 422)
                let dry = #"{"data": "https://example.com/", "size_inches": 1}"#
                #expect(try await caller.send(.post, "/api/v1/validate", dry).status == 200)
            }
            let account = try #require(try await api.store.account(named: "small"))
            let month = CalendarMonth(of: APIFixture.start)
            #expect(try await api.store.renders(of: account.id, in: month) == 49)
        }
    }
}
