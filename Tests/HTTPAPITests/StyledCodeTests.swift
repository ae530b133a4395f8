// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import HTTPTypes
import QRRender
import SQLiteStore
import Testing

@testable import HTTPAPI

/// The file of a small picture that stands for a logo.
private func logo(_ text: String = "logo") throws -> [UInt8] {
    try Renderer.render(RenderRequest(text: text, size: .pixels(58))).bytes
}

private func dataURI(_ file: [UInt8]) -> String { "data:image/png;base64,\(Data(file).base64EncodedString())" }

@Suite("styled codes")
struct StyledCodeTests {
    @Test("the logo of a code is kept, whatever becomes of the page that it came from")
    func keptLogo() async throws {
        let api = try await APIFixture()
        api.addresses.put(try logo(), at: "https://brand.example/logo.png")
        try await api.test { caller in
            let body = #"{"data": "https://a.example/", "logo": "https://brand.example/logo.png", "margin": 2}"#
            let code = try await caller.send(.post, "/api/qr/codes", body)
            #expect(code.status == 201)
            let kept = try #require(code["style"]?.members?["logo"]?.text)
            #expect(kept.hasPrefix("picture:"))
            let first = try await caller.send(.get, "/api/qr/codes/code0001/image")
            api.addresses.put(try logo("another"), at: "https://brand.example/logo.png")
            let again = try await caller.send(.get, "/api/qr/codes/code0001/image")
            #expect(first.status == 200)
            #expect(first.bytes == again.bytes)
            #expect(api.addresses.fetched == ["https://brand.example/logo.png"])
            // What was read can be sent back.
            let edit = try await caller.send(.patch, "/api/qr/codes/code0001", #"{"style": {"logo": "\#(kept)"}}"#)
            #expect(edit.status == 200)
        }
    }

    @Test("a kept picture belongs to the account that gave it")
    func foreignLogo() async throws {
        let api = try await APIFixture()
        let other = try await api.key(account: "other")
        try await api.test { caller in
            let body = #"{"data": "https://a.example/", "logo": "\#(dataURI(try logo()))"}"#
            let code = try await caller.send(.post, "/api/qr/codes", body)
            let kept = try #require(code["style"]?.members?["logo"]?.text)
            let theft = #"{"data": "https://b.example/", "logo": "\#(kept)"}"#
            let answer = try await caller.with(key: other).send(.post, "/api/qr/codes", theft)
            #expect(answer.status == 422)
            #expect(answer["detail"]?.text?.contains("keeps no picture") == true)
        }
    }

    @Test(
        "a picture that cannot be had is refused at its field, and nothing is made",
        arguments: [
            ("https://brand.example/none.png", "nothing is there"),
            ("data:image/png;base64,iVBORw0KGgo=", "PNG file"), ("data:image/svg+xml,%3Csvg/%3E", "SVG"),
            ("data:;base64,????", "base64"), ("file:///etc/passwd", "allowed"),
        ],
    )
    func brokenLogo(source: String, words: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            for (path, field) in [("/api/qr/codes", "logo"), ("/api/qr/static", "logo")] {
                let body = #"{"data": "https://a.example/", "\#(field)": "\#(source)"}"#
                let answer = try await caller.send(.post, path, body)
                #expect(answer.status == 422)
                #expect(answer["errors"]?.elements.first?.members?["pointer"]?.text == "/logo")
                #expect(answer["detail"]?.text?.contains(words) == true, "\(answer["detail"]?.text ?? "")")
            }
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test("a style that cannot be scanned is refused when the code is made, unless it is wanted")
    func unscannable() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let style = ##""color": "#fefefe""##
            let refused = try await caller.send(.post, "/api/qr/codes", #"{"data": "https://a.example/", \#(style)}"#)
            #expect(refused.status == 422)
            #expect(refused["detail"]?.text?.contains("contrast") == true)
            #expect(refused["errors"]?.elements.first?.members?["pointer"]?.text == "/color")
            #expect(refused["scanReport"]?.members?["grade"]?.text == "F")
            let wanted = #"{"data": "https://a.example/", \#(style), "allowUnscannable": true}"#
            #expect(try await caller.send(.post, "/api/qr/codes", wanted).status == 201)
            #expect(try await caller.send(.get, "/api/qr/codes/code0001/image").status == 200)
            let edit = try await caller.send(.patch, "/api/qr/codes/code0001", #"{"allowUnscannable": null}"#)
            #expect(edit.status == 422)
        }
        #expect(try await api.codeCount() == 1)
    }

    @Test("a code that was stored under other rules keeps its picture")
    func storedBefore() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            try await caller.create(#"{"data": "https://a.example/", "slug": "old-poster"}"#)
            let id = try #require(CodeID("old-poster"))
            _ = try await api.store.update(id, of: api.account.id) { code in
                var old = code
                old.settings.style = ["margin": .integer(0)]
                return old
            }
            #expect(try await caller.send(.get, "/api/qr/codes/old-poster/image").status == 200)
            #expect(try await caller.send(.patch, "/api/qr/codes/old-poster", #"{"name": "Old"}"#).status == 200)
            #expect(try await caller.send(.patch, "/api/qr/codes/old-poster", #"{"margin": 0}"#).status == 422)
        }
    }

    @Test("a static answer in JSON has the scan report")
    func staticReport() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(
                .post, "/api/qr/static", #"{"data": "https://a.example/", "margin": 2}"#, )
            let report = try #require(answer["scanReport"]?.members)
            #expect(report["scannable"] == .bool(true))
            #expect(report["grade"]?.text == "B")
            #expect(report["quietZone"] == .integer(2))
            #expect(report["reasons"]?.elements.first?.members?["code"]?.text == "narrow-quiet-zone")
        }
    }

    @Test("names of nested fields have dots in a query")
    func dottedQuery() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let query = "data=https://a.example/&format=svg&dotsOptions.color=%23123456&frame.label=Scan%20me"
            let answer = try await caller.send(.get, "/api/qr/static?\(query)")
            #expect(answer.status == 200)
            #expect(answer.text.contains("#123456"))
        }
    }
}

@Suite("/api/v1/validate/")
struct ValidateGenerateTests {
    @Test("a request that is fine is answered with its scan report, and nothing is made")
    func valid() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = #"""
                {"data_type": "dynamic", "size_inches": 3, "pattern": "rounded", "sparkle": 1,
                 "payload": {"name": "Promo", "destination_url": "https://example.com/promo"}}
                """#
            let answer = try await caller.send(.post, "/api/v1/validate/", body)
            #expect(answer.status == 200)
            #expect(answer["valid"] == .bool(true))
            #expect(answer["pixels"] == .integer(900))
            #expect(answer["warnings"]?.elements.count == 1)
            let report = try #require(answer["scanReport"]?.members)
            #expect(report["assumesWhitePaper"] == .bool(true))
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test(
        "faults are named by the fields of that API",
        arguments: [
            (#"{"data": "https://a.example/"}"#, "size_inches"),
            (#"{"data": "https://a.example/", "size_inches": 16}"#, "size_inches"),
            (#"{"size_inches": 3}"#, "data"),
            (#"{"data": "https://a.example/", "size_inches": 3, "color": "rouge"}"#, "color"),
            (#"{"data": "https://a.example/", "size_inches": 3, "eye_border_shape": "leaf"}"#, "eye_border_shape"),
            (##"{"data": "https://a.example/", "size_inches": 3, "gradient_from": "#000"}"##, "gradient_to"),
            (#"{"data": "https://a.example/", "size_inches": 3, "format": "pdf"}"#, "format"),
            (#"{"data_type": "pdf", "size_inches": 3}"#, "data_type"),
            (#"{"data_type": "dynamic", "size_inches": 3, "payload": {"name": "x"}}"#, "payload"),
        ],
    )
    func faults(body: String, field: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.post, "/api/v1/validate/", body)
            #expect(answer.status == 422)
            #expect(answer[field]?.text?.contains(field) == true, "\(answer.text)")
        }
    }

    @Test(
        "native fields are tried as /api/qr/static draws them",
        arguments: [
            #""margin": 2, "eyeFrame": "leaf-tl", "size": 400"#, #""style": {"margin": 1}, "dataType": "text""#,
            #""returnType": "pdf", "sizeInches": 2, "dotsOptions": {"type": "dots"}"#, ##""foreground": "#fefefe""##,
        ],
    )
    func native(fields: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = "{\"data\": \"https://a.example/\", \"allowUnscannable\": true, \(fields)}"
            let tried = try await caller.send(.post, "/api/v1/validate/", body)
            #expect(tried.status == 200, "\(tried.text)")
            let drawn = try await caller.send(.post, "/api/qr/static", body)
            for name in ["scanReport", "format"] { #expect(tried[name] == drawn[name], "\(tried.text)") }
            #expect(tried["data_type"] == drawn["dataType"])
            let warnings = tried["warnings"]?.elements.compactMap(\.text) ?? []
            #expect(warnings.count == 1 && warnings[0].contains("/api/v1/generate/ would ignore"), "\(warnings)")
        }
    }

    @Test(
        "faults of native fields are told under their names",
        arguments: [
            (#""margin": 101"#, "margin", 422), (#""style": {"eyeFrame": "leaf"}"#, "style", 422),
            (#""size": "large""#, "size", 400), (#""margin": 2, "sparkle": 1"#, "sparkle", 422),
            (#""margin": 2, "ink": "cmyk""#, "ink", 422), (#""size": 20"#, "size", 422),
        ],
    )
    func nativeFaults(fields: String, name: String, status: Int) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = "{\"data\": \"https://a.example/\", \(fields)}"
            let answer = try await caller.send(.post, "/api/v1/validate/", body)
            #expect(answer.status == status && answer[name]?.text != nil, "\(answer.text)")
        }
    }

    @Test("where a field is of that API alone, native ones are ignored as generate/ ignores them")
    func mixed() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = #"{"data": "https://a.example/", "size_inches": 1, "eye_shape": "circle", "margin": 2}"#
            let answer = try await caller.send(.post, "/api/v1/validate/", body)
            #expect(answer.status == 200)
            let warnings = answer["warnings"]?.elements.compactMap(\.text)
            #expect(warnings == ["margin is not a field of this request and was ignored"])
        }
    }

    @Test("a form with a logo's file is tried as it would be drawn")
    func form() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let fields: [Sample.Field] = [
                ("data", nil, Array("https://a.example/".utf8)), ("size_inches", nil, Array("2".utf8)),
            ]
            let body = try Sample.form(fields + [("logo_file", "logo.png", Sample.logoFile)])
            let tried = try await caller.send(.post, "/api/v1/validate/", body: body, type: Sample.formType)
            #expect(tried.status == 200 && tried["valid"] == .bool(true), "\(tried.text)")
            #expect(tried["pixels"] == .integer(600))
            let json = #"{"data": "https://a.example/", "size_inches": 2, "logo_url": "\#(try Sample.logo)"}"#
            let same = try await caller.send(.post, "/api/v1/validate/", json)
            #expect(same["scanReport"] == tried["scanReport"])
            let tiff = Sample.form(fields + [("logo_file", "a.tif", [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0])])
            #expect(try await caller.send(.post, "/api/v1/validate/", body: tiff, type: Sample.formType).status == 422)
        }
    }

    @Test("what cannot be scanned is told of, not refused")
    func unscannable() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = ##"{"data": "https://a.example/", "size_inches": 3, "color": "#fefefe", "background": "white"}"##
            let answer = try await caller.send(.post, "/api/v1/validate/", body)
            #expect(answer.status == 200)
            #expect(answer["valid"] == .bool(false))
            #expect(answer["scanReport"]?.members?["grade"]?.text == "F")
        }
    }

    @Test("without a key the answer is that API's")
    func noKey() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.with(key: nil).send(.post, "/api/v1/validate/", "{}")
            #expect(answer.status == 401)
            #expect(answer["detail"]?.text?.contains("X-Api-Key") == true)
            #expect(answer.headers[.contentType] == "application/json")
            #expect(answer["code"]?.text == "UNAUTHENTICATED")
        }
    }
}
