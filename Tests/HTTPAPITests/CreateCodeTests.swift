// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Store
import Testing

@testable import HTTPAPI

@Suite("POST /api/qr/codes")
struct CreateCodeTests {
    /// A request that must be refused, and how.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let body: String
        let status: Int
        let code: String
        var pointers: [String] = []
        var headers: HTTPFields = [:]
    }

    static let refusals = [
        Refusal(testDescription: "an empty body", body: "", status: 400, code: "INVALID_JSON"),
        Refusal(testDescription: "half an object", body: #"{"data": "#, status: 400, code: "INVALID_JSON"),
        Refusal(testDescription: "no object", body: "[1]", status: 400, code: "INVALID_TYPE", pointers: [""]),
        Refusal(
            testDescription: "an empty object", body: "{}", status: 422, code: "VALIDATION_FAILED", pointers: ["/data"],
        ),
        Refusal(
            testDescription: "a name that is a number",
            body: #"{"data": "https://example.com/", "name": 7}"#,
            status: 400, code: "INVALID_TYPE", pointers: ["/name"],
        ),
        Refusal(
            testDescription: "a field that does not exist",
            body: #"{"data": "https://example.com/", "colour": "red"}"#,
            status: 422, code: "VALIDATION_FAILED", pointers: ["/colour"],
        ),
        Refusal(
            testDescription: "several faults at once",
            body: #"{"data": "ftp://example.com/", "slug": "a b", "redirectStatus": 303, "margin": -1}"#,
            status: 422, code: "VALIDATION_FAILED", pointers: ["/data", "/slug", "/redirectStatus", "/margin"],
        ),
        Refusal(
            testDescription: "an address of this server",
            body: #"{"data": "https://qr.example.com/r/abc"}"#,
            status: 422, code: "VALIDATION_FAILED", pointers: ["/data"],
        ),
        Refusal(
            testDescription: "a format that cannot be drawn",
            body: #"{"data": "https://example.com/", "returnType": "bmp"}"#,
            status: 422, code: "VALIDATION_FAILED", pointers: ["/returnType"],
        ),
        Refusal(
            testDescription: "a version too small for the link",
            body: #"{"data": "https://example.com/", "version": 1, "errorCorrection": "H"}"#,
            status: 422, code: "VALIDATION_FAILED", pointers: ["/version"],
        ),
        Refusal(
            testDescription: "a size too small for the symbol",
            body: #"{"data": "https://example.com/", "style": {"size": 20}}"#,
            status: 422, code: "VALIDATION_FAILED", pointers: ["/style/size"],
        ),
        Refusal(
            testDescription: "a form",
            body: "data=https://example.com/",
            status: 415, code: "UNSUPPORTED_MEDIA_TYPE",
            headers: [.contentType: "application/x-www-form-urlencoded"],
        ),
        Refusal(
            testDescription: "another character set",
            body: #"{"data": "https://example.com/"}"#,
            status: 415, code: "UNSUPPORTED_MEDIA_TYPE",
            headers: [.contentType: "application/json; charset=latin1"],
        ),
        Refusal(
            testDescription: "a compressed body",
            body: #"{"data": "https://example.com/"}"#,
            status: 415, code: "UNSUPPORTED_MEDIA_TYPE",
            headers: [.contentEncoding: "gzip"],
        ),
    ]

    @Test("what is wrong is refused with the fields at fault, and nothing is stored", arguments: refusals)
    func refuses(refusal: Refusal) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.post, "/api/qr/codes", refusal.body, headers: refusal.headers)
            #expect(answer.status == refusal.status)
            #expect(answer.code == refusal.code, "\(answer.text)")
            #expect(answer.pointers.sorted() == refusal.pointers.sorted())
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer["error"] == answer["detail"])
            #expect(answer["instance"]?.text == answer.headers[.requestID])
        }
        #expect(try await api.codeCount() == 0)
        #expect(api.invalidated.all.isEmpty)
    }

    @Test(
        "JSON is taken under every name it has",
        arguments: [
            "application/json", "application/json; charset=utf-8", "Application/JSON ; Charset=\"UTF-8\"",
            "application/problem+json",
        ],
    )
    func mediaTypes(type: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = #"{"data": "https://example.com/"}"#
            let answer = try await caller.send(.post, "/api/qr/codes", body, headers: [.contentType: type])
            #expect(answer.status == 201)
        }
    }

    @Test("a taken slug is a 409 with code SLUG_TAKEN")
    func takenSlug() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            let body = #"{"data": "https://example.com/", "slug": "spring"}"#
            try await caller.create(body)
            for caller in [caller, caller.with(key: other)] {
                let answer = try await caller.send(.post, "/api/qr/codes", body)
                #expect(answer.status == 409)
                #expect(answer.code == "SLUG_TAKEN")
                #expect(answer["detail"]?.text == "Slug 'spring' already exists")
            }
        }
        #expect(try await api.codeCount() == 1)
    }

    @Test("past the plan's limit it is a 429 that tells nobody to wait")
    func planLimit() async throws {
        let api = try await APIFixture()
        let free = try await api.key(account: "free", plan: "free")
        try await api.test { caller in
            let caller = caller.with(key: free)
            for _ in 0..<5 { try await caller.create() }
            let answer = try await caller.send(.post, "/api/qr/codes", #"{"data": "https://example.com/"}"#)
            #expect(answer.status == 429)
            #expect(answer.code == "PLAN_LIMIT_REACHED")
            #expect(answer.headers[.exaRoutesErrorCode] == "PLAN_LIMIT_REACHED")
            #expect(answer.headers[.retryAfter] == nil)
        }
    }

    @Test("an answer is given when redirects have forgotten what they knew of the id")
    func invalidates() async throws {
        let api = try await APIFixture()
        try await api.test { try await $0.create() }
        #expect(api.invalidated.all == ["code0001"])
    }

    @Test(
        "a store that fails is told apart by what helps, and its words stay here",
        arguments: [
            (StoreError.Code.unavailable, 503, "STORE_UNAVAILABLE"), (.full, 503, "STORE_FULL"),
            (.closed, 503, "STORE_UNAVAILABLE"), (.corrupt, 500, "INTERNAL_ERROR"), (.failed, 500, "INTERNAL_ERROR"),
        ],
    )
    func storeFailures(failure: StoreError.Code, status: Int, code: String) async throws {
        let api = try await APIFixture()
        try await api.test(codes: FailingStore(code: failure)) { caller in
            let answer = try await caller.send(.post, "/api/qr/codes", #"{"data": "https://example.com/"}"#)
            #expect(answer.status == status)
            #expect(answer.code == code)
            #expect((answer.headers[.retryAfter] != nil) == (status == 503))
            #expect(!answer.text.contains("secret"))
        }
    }
}
