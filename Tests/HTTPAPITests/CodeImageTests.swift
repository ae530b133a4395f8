// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import HTTPTypes
import QRRender
import Testing

@testable import HTTPAPI

@Suite("GET /api/qr/codes/{id}/image")
struct CodeImageTests {
    private static let path = "/api/qr/codes/posters/image"

    @Test("the picture is the redirect link in the code's own format and style")
    func picture() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(
                ##"{"data": "https://a.example/", "slug": "posters", "name": "Posters", "returnType": "svg", "color": "#102030", "margin": 1}"##
            )
            let expected = try Renderer.render(
                RenderRequest(
                    text: "https://qr.example.com/r/posters",
                    style: Style(margin: 1, foreground: .solid(Color("#102030", field: .foreground))),
                    format: .svg,
                    title: "Posters",
                )
            )
            let answer = try await caller.send(.get, Self.path)
            #expect(answer.bytes == expected.bytes)
            #expect(answer.headers[.contentType] == "image/svg+xml")
            #expect(answer.headers[.contentDisposition] == "inline; filename=\"posters.svg\"")
            #expect(answer.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
            #expect(answer.headers[.cacheControl] == "private, no-cache")
        }
    }

    @Test("format, size and dpi of the query replace the code's")
    func overrides() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(
                #"{"data": "https://a.example/", "slug": "posters", "returnType": "svg", "sizeInches": 2, "dpi": 100}"#
            )
            let text = "https://qr.example.com/r/posters"
            let cases: [(String, ImageSize)] = [
                ("format=png", try .inches(2, dpi: 100)), ("format=PNG&dpi=300", try .inches(2, dpi: 300)),
                ("format=png&size=256", try .pixels(256, dpi: 100)),
                ("format=png&size=256&dpi=72", try .pixels(256, dpi: 72)),
            ]
            for (query, size) in cases {
                let expected = try Renderer.render(RenderRequest(text: text, format: .png, size: size))
                let answer = try await caller.send(.get, "\(Self.path)?\(query)")
                #expect(answer.bytes == expected.bytes, "\(query)")
                #expect(answer.headers[.contentType] == "image/png")
            }
        }
    }

    @Test("the picture comes with its scan report where that is asked for, and with its grade always")
    func report() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters", "margin": 2}"#)
            let picture = try await caller.send(.get, Self.path)
            #expect(picture.headers[.scanGrade] == "B")
            let answer = try await caller.send(.get, Self.path + "?report=true")
            #expect(answer.headers[.contentType] == "application/json")
            #expect(answer["id"]?.text == "posters")
            #expect(answer["image"]?.text == "data:image/png;base64,\(Data(picture.bytes).base64EncodedString())")
            #expect(answer["scanReport"]?.members?["grade"]?.text == "B")
            #expect(try await caller.send(.get, Self.path + "?report=perhaps").status == 400)
        }
    }

    @Test("a second request is a hit of the cache, and one with the entity tag needs no bytes")
    func caching() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            let first = try await caller.send(.get, Self.path)
            let second = try await caller.send(.get, Self.path)
            #expect(first.headers[.renderCache] == "MISS")
            #expect(second.headers[.renderCache] == "HIT")
            let tag = try #require(first.headers[.eTag])
            #expect(second.headers[.eTag] == tag)
            for header in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let answer = try await caller.send(.get, Self.path, headers: [.ifNoneMatch: header])
                #expect(answer.status == 304)
                #expect(answer.bytes.isEmpty)
                #expect(answer.headers[.eTag] == tag)
                #expect(answer.headers[.contentLength] == nil)
            }
            let head = try await caller.send(.head, Self.path)
            #expect(head.bytes.isEmpty)
            #expect(head.headers[.contentLength] == String(first.bytes.count))
        }
    }

    @Test(
        "a query that cannot be drawn is refused by name",
        arguments: [
            ("format=tiff", 422, "/query/format"), ("format=utf8", 422, "/query/format"),
            ("size=0", 422, "/query/size"),
            ("size=9001", 422, "/query/size"), ("size=36", 422, "/query/size"), ("size=1.5", 400, "/query/size"),
            ("dpi=71", 422, "/query/dpi"), ("colour=red", 422, "/query/colour"),
            ("color=%23ff0000", 422, "/query/color"),
        ],
    )
    func refusals(query: String, status: Int, pointer: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "posters"}"#)
            let answer = try await caller.send(.get, "\(Self.path)?\(query)")
            #expect(answer.status == status)
            #expect(answer.pointers == [pointer])
        }
    }
}
