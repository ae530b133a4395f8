// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import QRRender
import Testing

@testable import HTTPAPI

@Suite("too many pictures")
struct OverloadTests {
    private func expectOverload(_ answer: Answer) {
        #expect(answer.status == 503, "\(answer.text)")
        #expect(answer.headers[.retryAfter] == "5")
        #expect(answer["code"]?.text == "OVERLOADED")
    }

    @Test(
        "a picture that would come too late is a 503 with Retry-After, and makes nothing",
        arguments: [
            ("/api/qr/static", #"{"data": "https://a.example/"}"#),
            ("/api/qr/generate", #"{"qrType": "static", "dataType": "url", "data": "https://a.example/"}"#),
            ("/api/qr/generate", #"{"data": "https://a.example/", "qrType": "dynamic", "dataType": "url"}"#),
            ("/api/v1/generate/", #"{"data": "https://a.example/", "size_inches": 1}"#),
            (
                "/api/v1/generate/",
                ##"""
                {"data_type": "dynamic", "size_inches": 1,
                 "payload": {"name": "Promo", "destination_url": "https://a.example/"}}
                """##,
            ),
        ],
    )
    func pictures(_ path: String, _ body: String) async throws {
        let images = RenderCache(render: { _ throws(RenderError) in throw .tooManyWaiting })
        let api = try await APIFixture(images: images)
        try await api.test { caller in
            expectOverload(try await caller.send(.post, path, body))
            #expect(try await caller.send(.get, "/api/qr/usage")["renders.used"] == .integer(0))
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test("so is a logo that would be decoded too late")
    func logos() async throws {
        let api = try await APIFixture()
        api.addresses.beBusy()
        let body = #"{"data": "https://a.example/", "style": {"logo": "https://a.example/logo.png"}}"#
        try await api.test { caller in
            for path in ["/api/qr/static", "/api/qr/codes"] {
                expectOverload(try await caller.send(.post, path, body))
            }
        }
        #expect(try await api.codeCount() == 0)
    }
}
