// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("scan reports in answers")
struct ScanReportAnswersTests {
    private static let path = "/api/qr/codes"

    private static func grade(_ answer: Answer, _ source: String? = nil) -> String? {
        let report = answer["scanReport"]?.members
        return (source.map { report?[$0]?.members } ?? report)?["grade"]?.text
    }

    @Test("a code that is made with a style comes with its scan report, and a plain one without")
    func made() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let styled = #"{"data": "https://a.example/", "slug": "posters", "margin": 2, "size": 400}"#
            let answer = try await caller.send(.post, Self.path, styled)
            #expect(answer.status == 201)
            #expect(Self.grade(answer) == "B")
            let drawn = try await caller.send(.get, "\(Self.path)/posters/image?report=true")
            #expect(answer["scanReport"] == drawn["scanReport"])
            let plain = try await caller.send(.post, Self.path, #"{"data": "https://a.example/"}"#)
            #expect(plain.status == 201 && plain["scanReport"] == nil)
            #expect(try await caller.send(.get, "\(Self.path)/posters")["scanReport"] == nil)
        }
    }

    @Test("a repeated request is answered with the same report")
    func repeated() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = #"{"data": "https://a.example/", "margin": 2}"#
            let first = try await caller.send(.post, Self.path, body, headers: [.idempotencyKey: "one"])
            let again = try await caller.send(.post, Self.path, body, headers: [.idempotencyKey: "one"])
            #expect(first.status == 201 && again.status == 201)
            #expect(again["id"] == first["id"])
            #expect(Self.grade(again) == "B")
        }
        #expect(try await api.codeCount() == 1)
    }

    @Test("an edit that touches the look is answered with the report, any other without")
    func edited() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            let look = try await caller.send(.patch, "\(Self.path)/posters", #"{"margin": 2}"#)
            #expect(Self.grade(look) == "B")
            let name = try await caller.send(.patch, "\(Self.path)/posters", #"{"name": "Posters"}"#)
            #expect(name.status == 200 && name["scanReport"] == nil)
            let put = try await caller.send(.put, "\(Self.path)/posters", #"{"destination": "https://b.example/"}"#)
            #expect(put.status == 200 && put["scanReport"] == nil)
        }
    }

    @Test("a style is tried with the id that was asked for: a long one needs more pixels")
    func longID() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            func body(_ slug: String) -> String { #"{"data": "https://a.example/", "slug": "\#(slug)", "size": 40}"# }
            #expect(try await caller.send(.post, Self.path, body("short")).status == 201)
            let refused = try await caller.send(.post, Self.path, body(String(repeating: "long", count: 16)))
            #expect(refused.status == 422)
            #expect(refused["errors"]?.elements.first?.members?["pointer"]?.text == "/size")
        }
        #expect(try await api.codeCount() == 1)
    }

    @Test("a dynamic row has the report beside its picture, one for each source where it has some")
    func rows() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let row = #""qrType": "dynamic", "dataType": "url", "data": "https://a.example/""#
            let one = try await caller.send(.post, "/api/qr/generate", "{\(row), \"margin\": 2}")
            #expect(Self.grade(one) == "B")
            let many = try await caller.send(
                .post, "/api/qr/generate", "{\(row), \"margin\": 2, \"sources\": [\"flyer\", \"poster\"]}", )
            #expect(Self.grade(many, "flyer") == "B")
            #expect(Self.grade(many, "poster") == "B")
            let fixed = try await caller.send(.post, "/api/qr/generate", #"{"data": "hello", "margin": 2}"#)
            #expect(fixed.headers[.scanGrade] == "B")
        }
    }
}
