// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import SQLiteStore
import Testing

@testable import HTTPAPI

@Suite("Limits by the minute over HTTP")
struct RateLimitTests {
    private static let code = #"{"data": "https://example.com/"}"#

    /// An interface, and a key of the free plan: ten creating calls a minute.
    private func withFreeKey(_ test: @Sendable (APIFixture, Caller) async throws -> Void) async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "small", plan: "free")
        try await api.test { try await test(api, $0.with(key: key)) }
    }

    private func use(_ count: Int, _ caller: Caller) async throws {
        for _ in 0..<count { _ = try await caller.send(.post, "/qr/bulk/pause", #"{"ids": ["none"]}"#) }
    }

    @Test("the eleventh call is a 429 that tells when to come back, and then it passes")
    func refused() async throws {
        try await withFreeKey { api, caller in
            try await use(10, caller)
            let refused = try await caller.send(.post, "/api/qr/codes", Self.code)
            #expect(refused.status == 429)
            #expect(refused.code == "RATE_LIMIT_EXCEEDED")
            #expect(refused.headers[.retryAfter] == "6")
            #expect(refused["retryAfter"] == .integer(6))
            #expect(refused.headers[.rateLimitPolicy] == "\"default\";q=10;w=60")
            #expect(refused.headers[.rateLimit] == "\"default\";r=0;t=6")
            #expect(refused.headers[.xRateLimitLimit] == "10")
            #expect(refused.headers[.xRateLimitRemaining] == "0")
            #expect(refused.headers[.xRateLimitReset] == "6")
            #expect(refused.headers[.exaRoutesErrorCode] == "RATE_LIMIT_EXCEEDED")
            api.clock.advance(by: .seconds(6))
            #expect(try await caller.send(.post, "/api/qr/codes", Self.code).status == 201)
        }
    }

    @Test(
        "every creating call and every bulk operation is counted, in each dialect",
        arguments: [
            "/api/qr/codes", "/api/qr/codes/bulk", "/api/qr/bulk-generate", "/api/qr/codes/import", "/qr",
            "/api/qr/codes/bulk/pause", "/qr/bulk/delete",
        ],
    )
    func counted(_ path: String) async throws {
        try await withFreeKey { _, caller in
            let answer = try await caller.send(.post, path, "[")
            #expect(answer.headers[.xRateLimitRemaining] == "9")
            let after = try await caller.send(.get, "/api/qr/codes")
            #expect(after.headers[.xRateLimitRemaining] == "9")
            try await use(9, caller)
            #expect(try await caller.send(.post, path, "[").status == 429)
        }
    }

    @Test("one row is counted as a creating call where it makes a code, as a picture where it does not")
    func counts() async throws {
        try await withFreeKey { _, caller in
            let fixed = try await caller.send(.post, "/api/qr/generate", #"{"data": "a"}"#)
            #expect(fixed.headers[.rateLimit] == "\"default\";r=10;t=0, \"renders\";r=597;t=1")
            let dynamic = #"{"data": "https://example.com/", "dataType": "url", "qrType": "dynamic"}"#
            let made = try await caller.send(.post, "/api/qr/generate", dynamic)
            #expect(made.status == 200)
            #expect(made.headers[.rateLimit] == "\"default\";r=9;t=6")
        }
    }

    @Test("the Qrius API tells of it in its own words")
    func qrius() async throws {
        try await withFreeKey { _, caller in
            try await use(10, caller)
            let refused = try await caller.send(.post, "/qr", "{}")
            #expect(refused.status == 429)
            let words = #""error":"Too Many Requests","message":"Rate limit exceeded","retryAfter":6"#
            #expect(refused.text == #"{"statusCode":429,"# + words + "}")
            #expect(refused.headers[.retryAfter] == "6")
            #expect(refused.headers[.xRateLimitReset] == "6")
        }
    }

    @Test("pictures are counted by what they cost, and a refused one is not drawn or charged")
    func pictures() async throws {
        try await withFreeKey { api, caller in
            let path = "/api/qr/static?data=https://example.com/"
            let first = try await caller.send(.get, path + "&format=pdf")
            #expect(first.headers[.rateLimitPolicy] == "\"default\";q=10;w=60, \"renders\";q=600;w=60")
            #expect(first.headers[.rateLimit] == "\"default\";r=10;t=0, \"renders\";r=594;t=1")
            #expect(first.headers[.xRateLimitLimit] == "10")
            for _ in 0..<198 { _ = try await caller.send(.head, path) }
            let refused = try await caller.send(.get, path)
            #expect(refused.status == 429)
            #expect(refused.headers[.rateLimit] == "\"renders\";r=0;t=1")
            #expect(refused.headers[.retryAfter] == "1")
            let account = try #require(try await api.store.account(named: "small"))
            #expect(try await api.store.renders(of: account.id, in: CalendarMonth(of: APIFixture.start)) == 1)
            #expect(try await caller.send(.post, "/api/qr/codes", Self.code).status == 201)
        }
    }

    @Test("a batch is counted by what its pictures cost together, and a refused one is not drawn or charged")
    func batches() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "shop", plan: "pro")
        @Sendable func batch(_ count: Int, _ format: String) -> String {
            let item = #"{"data": "https://a.example/", "size_inches": 5, "format": "\#(format)"}"#
            return #"{"items": [\#(Array(repeating: item, count: count).joined(separator: ","))]}"#
        }
        try await api.test { caller async throws in
            let (caller, path) = (caller.with(key: key), "/api/v1/generate/bulk/")
            let first = try await caller.send(.post, path, batch(2, "png"))
            #expect(first.status == 200, "\(first.text)")
            // 1,500 pixels a side: five units each.
            #expect(first.headers[.rateLimit]?.contains(#""renders";r=5990;t="#) == true)
            let faulty = try await caller.send(.post, path, #"{"items": [{"data": "https://a.example/"}]}"#)
            #expect(faulty.status == 422 && faulty.headers[.rateLimit]?.contains("renders") == false)
            for count in [1_000, 1_000, 1_000, 1_000, 1_000, 989] {
                #expect(try await caller.send(.post, path, batch(count, "svg")).status == 200)
            }
            let before = try await caller.send(.get, "/api/v1/usage/")["used_this_month"]
            let refused = try await caller.send(.post, path, batch(2, "svg"))
            #expect(refused.status == 429 && refused.code == "RATE_LIMIT_EXCEEDED", "\(refused.text)")
            #expect(refused.headers[.retryAfter] == "1" && refused.headers[.xRateLimitLimit] == "6000")
            #expect(try await caller.send(.get, "/api/v1/usage/")["used_this_month"] == before)
        }
    }

    @Test("who has no right, or no key, is not counted")
    func strangers() async throws {
        let api = try await APIFixture()
        let reader = try await api.key(account: "small", plan: "free", scopes: [.read])
        try await api.test { caller async throws in
            for _ in 0..<12 {
                #expect(try await caller.with(key: reader).send(.post, "/api/qr/codes", Self.code).status == 403)
                #expect(try await caller.with(key: nil).send(.post, "/api/qr/codes", Self.code).status == 401)
            }
        }
    }
}
