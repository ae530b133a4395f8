// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import HTTPTypes
import QRRender
import Testing

@testable import HTTPAPI

@Suite("/api/qr/static")
struct StaticTests {
    @Test("POST answers with SVG as text, and with PNG as a data: URI")
    func images() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let svg = try await caller.send(
                .post, "/api/qr/static", #"{"data": "https://a.example/", "returnType": "svg"}"#,
            )
            let drawn = try Renderer.render(RenderRequest(text: "https://a.example/", format: .svg))
            #expect(svg["type"]?.text == "static")
            #expect(svg["dataType"]?.text == "url")
            #expect(svg["format"]?.text == "svg")
            #expect(svg["image"]?.text == String(decoding: drawn.bytes, as: UTF8.self))

            let png = try await caller.send(
                .post, "/api/qr/static", #"{"data": "A", "dataType": "text", "style": {"size": 99}}"#,
            )
            let picture = try Renderer.render(RenderRequest(text: "A", size: .pixels(99)))
            #expect(png["image"]?.text == "data:image/png;base64," + Data(picture.bytes).base64EncodedString())
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test(
        "POST answers with bytes when a picture is preferred",
        arguments: [
            ("image/*", "png", "image/png"), ("image/svg+xml", nil, "image/svg+xml"),
            ("image/svg+xml", "png", "image/png"),
            ("image/png;q=0.4, image/svg+xml", nil, "image/svg+xml"), ("image/png, */*;q=0.1", nil, "image/png"),
            ("*/*", "svg", "application/json"), ("application/json, image/png", nil, "application/json"),
            ("image/webp,*/*;q=0.8", nil, "image/webp"), ("image/avif,*/*;q=0.8", nil, "application/json"),
            ("image/png;q=0", nil, "application/json"),
            ("", nil, "application/json"),
        ] as [(String, String?, String)],
    )
    func negotiation(accept: String, returnType: String?, type: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let format = returnType.map { #", "returnType": "\#($0)""# } ?? ""
            let body = #"{"data": "https://a.example/"\#(format)}"#
            let answer = try await caller.send(.post, "/api/qr/static", body, headers: [.accept: accept])
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType] == type)
        }
    }

    @Test("GET answers with bytes that their holder may keep")
    func get() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let path =
                "/api/qr/static?data=https%3A%2F%2Fa.example%2F%3Fa%3D1%26b%3D2+c&dataType=text&format=svg&margin=1&sizeInches=2.5"
            let answer = try await caller.send(.get, path)
            let request = try RenderRequest(
                text: "https://a.example/?a=1&b=2 c", style: Style(margin: 1), format: .svg, size: .inches(2.5),
            )
            #expect(answer.bytes == (try Renderer.render(request)).bytes)
            #expect(answer.headers[.cacheControl] == "private, max-age=86400")
            let tag = try #require(answer.headers[.eTag])
            #expect(try await caller.send(.get, path, headers: [.ifNoneMatch: tag]).status == 304)
        }
    }

    @Test("a static code may hold the link of a dynamic one")
    func ownLink() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.get, "/api/qr/static?data=https://qr.example.com/r/abc")
            #expect(answer.status == 200)
        }
    }

    @Test(
        "faults of GET point into the query, those of POST into the body",
        arguments: [
            ("dataType=text", #"{"dataType": "text"}"#, 422, "/data"),
            ("data=x", #"{"data": "x"}"#, 422, "/data"),
            (
                "data=x&dataType=text&format=bmp", #"{"data": "x", "dataType": "text", "format": "bmp"}"#, 422,
                "/format",
            ),
            (
                "data=x&dataType=text&format=png&returnType=svg",
                #"{"data": "x", "dataType": "text", "format": "png", "returnType": "svg"}"#, 422, "/format",
            ),
            (
                "data=x&dataType=text&margin=two", #"{"data": "x", "dataType": "text", "margin": "two"}"#, 400,
                "/margin",
            ),
            ("data=x&dataType=text&size=20", #"{"data": "x", "dataType": "text", "size": 20}"#, 422, "/size"),
            ("data=x&dataType=text&name=n", #"{"data": "x", "dataType": "text", "name": "n"}"#, 422, "/name"),
            (
                "data=0123456789012345678&dataType=text&version=1&errorCorrection=H",
                #"{"data": "0123456789012345678", "dataType": "text", "version": 1, "errorCorrection": "H"}"#, 422,
                "/data",
            ),
        ],
    )
    func refusals(query: String, body: String, status: Int, pointer: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let get = try await caller.send(.get, "/api/qr/static?\(query)")
            #expect(get.status == status)
            #expect(get.pointers == ["/query" + pointer])
            let post = try await caller.send(.post, "/api/qr/static", body)
            #expect(post.status == status)
            #expect(post.pointers == [pointer])
        }
    }
}
