// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import QRRender
import SQLiteStore
import Store
import Testing

@testable import HTTPAPI

@Suite("/api/v1/generate/")
struct GeneratePictureTests {
    private static let path = "/api/v1/generate/"

    @Test("a request is answered with the bytes of its picture, the second time from the cache")
    func picture() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "shop", plan: "starter")
        try await api.test { caller in
            let caller = caller.with(key: key)
            let body = #"{"data": "https://a.example/", "size_inches": 1, "format": "svg"}"#
            let first = try await caller.send(.post, Self.path, body)
            #expect(first.status == 200, "\(first.text)")
            #expect(first.headers[.contentType] == "image/svg+xml")
            #expect(first.headers[.renderCache] == "MISS")
            #expect(first.headers[.studioPlan] == "starter")
            #expect(first.headers[.studioQuota] == "499")
            #expect(first.headers[.requestID] != nil)
            let again = try await caller.send(.post, "/api/v1/generate", body)
            #expect(again.bytes == first.bytes)
            #expect(again.headers[.renderCache] == "HIT")
            #expect(again.headers[.studioDuration] == "0")
            #expect(again.headers[.studioQuota] == "498")
        }
    }

    @Test("a dynamic request makes a code, which the native interface draws in the same style")
    func dynamic() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = ##"""
                {"data_type": "dynamic", "size_inches": 2, "color": "#003366", "logo_url": "\##(try Sample.logo)",
                 "payload": {"name": "Promo", "destination_url": "https://a.example/promo"}}
                """##
            let answer = try await caller.send(.post, Self.path, body)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.headers[.studioShortID] == "code0001")
            #expect(answer.headers[.studioPublicURL] == "\(APIFixture.publicURL)/q/code0001/")
            let code = try await caller.send(.get, "/api/qr/codes/code0001")
            #expect(code["name"]?.text == "Promo")
            #expect(code["destination"]?.text == "https://a.example/promo")
            #expect(code["style"]?.members?["color"]?.text == "#003366")
            #expect(code["style"]?.members?["logo"]?.text?.hasPrefix("picture:") == true)
            #expect(try await caller.send(.get, "/api/qr/codes/code0001/image").status == 200)
        }
    }

    @Test("what cannot be drawn makes no code and costs nothing")
    func refused() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = ##"""
                {"data_type": "dynamic", "size_inches": 2, "color": "#fefefe", "background": "white",
                 "payload": {"name": "Promo", "destination_url": "https://a.example/promo"}}
                """##
            let answer = try await caller.send(.post, Self.path, body)
            #expect(answer.status == 422)
            #expect(answer["detail"]?.text?.contains("contrast") == true)
            #expect(answer["scanReport"]?.members?["grade"]?.text == "F")
            #expect(answer["color"]?.text?.contains("contrast") == true, "\(answer.text)")
            let usage = try await caller.send(.get, "/api/v1/usage/")
            #expect(usage["used_this_month"] == .integer(0))
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test(
        "what would not scan is drawn for who says so, in either spelling",
        arguments: ["allow_unscannable", "allowUnscannable"],
    )
    func unscannable(name: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let pale = ##""data": "https://a.example/", "size_inches": 1, "color": "#fefefe", "background": "white""##
            let item = "{\(pale), \"\(name)\": true}"
            #expect(try await caller.send(.post, Self.path, "{\(pale)}").status == 422)
            #expect(try await caller.send(.post, Self.path, item).status == 200)
            let batch = try await caller.send(.post, "\(Self.path)bulk/", #"{"items": [\#(item)]}"#)
            #expect(batch.status == 200, "\(batch.text)")
            let tried = try await caller.send(.post, "/api/v1/validate/", item)
            #expect(tried["valid"] == .bool(true) && tried["warnings"]?.elements.isEmpty == true, "\(tried.text)")
            let wrong = try await caller.send(.post, Self.path, "{\(pale), \"\(name)\": 1}")
            #expect(wrong.status == 400 && wrong.pointers == ["/\(name)"], "\(wrong.text)")
            let form = Sample.form([
                ("data", nil, Array("https://a.example/".utf8)), ("size_inches", nil, Array("1".utf8)),
                ("color", nil, Array("#fefefe".utf8)), ("background", nil, Array("white".utf8)),
                (name, nil, Array("true".utf8)),
            ])
            let drawn = try await caller.send(.post, Self.path, body: form, type: Sample.formType)
            #expect(drawn.status == 200, "\(drawn.text)")
        }
    }

    @Test(
        "what goes beyond the plan is told in the published words",
        arguments: [
            (#""size_inches": 4"#, "size_inches", "size_inches > plan max (3)"),
            (#""size_inches": 2, "dpi": 301"#, "dpi", "dpi > plan max (300)"),
            (#""size_inches": 2, "logo_url": "https://a.example/logo.png""#, "logo_url", "Plan 'free'"),
            (
                #""size_inches": 2, "color": "rouge""#, "color",
                "Invalid color 'rouge'. Use 'black', 'white', or hex like #RRGGBB.",
            ),
        ],
    )
    func beyondPlan(fields: String, name: String, words: String) async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "small", plan: "free")
        try await api.test { caller in
            for path in [Self.path, "/api/v1/validate/"] {
                let body = #"{"data": "https://a.example/", \#(fields)}"#
                let answer = try await caller.with(key: key).send(.post, path, body)
                #expect(answer.status == 422)
                #expect(answer[name]?.text?.hasPrefix(words) == true, "\(answer.text)")
            }
            #expect(api.addresses.fetched.isEmpty)
        }
    }

    @Test("a form brings the logo as a file, beside plain fields and a payload in JSON")
    func form() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let payload = #"{"name": "Alice", "phone": "+15145550001"}"#
            let body = try Sample.form([
                ("size_inches", nil, Array("2".utf8)), ("data_type", nil, Array("vcard".utf8)),
                ("payload", nil, Array(payload.utf8)), ("logo_file", "logo.png", Sample.logoFile),
            ])
            let answer = try await caller.send(.post, Self.path, body: body, type: Sample.formType)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.headers[.contentType] == "image/png")
        }
    }

    @Test(
        "refusals name fields that were sent, each once",
        arguments: [
            (#""frame_label": "\u626b\u63cf""#, "frame_label"), (#""logo_url": "data:;base64,SUkqAA==""#, "logo_url"),
            (#""bg_image_url": "data:;base64,SUkqAA==""#, "bg_image_url"),
            (
                #""data_type": "wifi", "symbology": "micro", "payload": {"ssid": "A network", "password": "espresso"}"#,
                "payload",
            ),
        ],
    )
    func names(fields: String, name: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let data = name == "payload" ? "" : #""data": "https://a.example/", "#
            for path in [Self.path, "/api/v1/validate/"] {
                let answer = try await caller.send(.post, path, "{\(data)\"size_inches\": 2, \(fields)}")
                #expect(answer.status == 422, "\(answer.text)")
                #expect(answer.pointers.allSatisfy { $0.hasPrefix("/\(name)") }, "\(answer.text)")
                #expect(answer[name]?.text?.hasPrefix("\(name):") == false, "\(answer.text)")
                #expect(answer["detail"]?.text?.contains("frameLabel") == false)
            }
        }
    }

    @Test(
        "values of another type are a 400, whether they are needed or not",
        arguments: [
            (#""data": "https://a.example/", "payload": 7"#, "payload", "payload must be an object, not a number"),
            (#""data": "https://a.example/", "payload": "x""#, "payload", "payload must be an object, not a string"),
            (#""data_type": "vcard", "payload": "Alice""#, "payload", "payload must be an object, not a string"),
            (#""data_type": "wifi", "payload": []"#, "payload", "payload must be an object, not an array"),
            (#""data_type": "dynamic", "payload": true"#, "payload", "payload must be an object, not a boolean"),
            (
                #""data": "https://a.example/", "logo_neon_alpha": "0.5""#, "logo_neon_alpha",
                "logo_neon_alpha must be a number, not a string",
            ),
        ],
    )
    func wrongTypes(fields: String, name: String, words: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            for path in [Self.path, "/api/v1/validate/"] {
                let answer = try await caller.send(.post, path, "{\"size_inches\": 2, \(fields)}")
                #expect(answer.status == 400 && answer.code == "INVALID_TYPE", "\(answer.text)")
                #expect(answer.pointers == ["/\(name)"] && answer[name]?.text == words, "\(answer.text)")
            }
            let none = #"{"size_inches": 2, "data": "https://a.example/", "payload": null, "logo_neon_alpha": 0.5}"#
            #expect(try await caller.send(.post, Self.path, none).status == 200)
        }
    }

    @Test("a number in a form is one")
    func formNumbers() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let fields: [Sample.Field] = [
                ("data", nil, Array("https://a.example/".utf8)), ("size_inches", nil, Array("2".utf8)),
            ]
            for (text, status) in [("0.5", 200), ("much", 400)] {
                let form = Sample.form(fields + [("logo_neon_alpha", nil, Array(text.utf8))])
                let answer = try await caller.send(.post, Self.path, body: form, type: Sample.formType)
                #expect(answer.status == status, "\(answer.text)")
            }
        }
    }

    @Test("the file of a logo that is no picture is named as it was sent")
    func logoFile() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let form = Sample.form([
                ("data", nil, Array("https://a.example/".utf8)), ("size_inches", nil, Array("2".utf8)),
                ("logo_file", "a.tif", [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0]),
            ])
            for path in [Self.path, "/api/v1/validate/"] {
                let answer = try await caller.send(.post, path, body: form, type: Sample.formType)
                #expect(answer.pointers == ["/logo_file"], "\(answer.text)")
                #expect(answer["logo_file"]?.text?.hasPrefix("the picture is a TIFF file") == true)
                #expect(answer["logo_url"] == nil)
            }
        }
    }

    @Test("a form that is faulty says what is wrong with it")
    func faultyForm() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let size: Sample.Field = ("size_inches", nil, Array("2".utf8))
            let data: Sample.Field = ("data", nil, Array("https://a.example/".utf8))
            let tiff: Sample.Field = ("logo_file", "a.tif", [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0])
            let cases: [([Sample.Field], Int, String)] = [
                ([size, data, tiff], 422, "logo_file: the picture is a TIFF"), ([size, data, size], 400, "two parts"),
                ([size, data, ("logo_url", "a.png", [1])], 400, "is a file"),
                ([data, ("size_inches", nil, Array("two".utf8))], 400, "size_inches must be a number"),
                ([size, data, ("logo_file", "a.png", [])], 400, "is empty"),
            ]
            for (fields, status, words) in cases {
                let answer = try await caller.send(.post, Self.path, body: Sample.form(fields), type: Sample.formType)
                #expect(answer.status == status, "\(answer.text)")
                #expect(answer["detail"]?.text?.contains(words) == true, "\(answer.text)")
            }
        }
    }
}

@Suite("Plan limits on pictures, on every path")
struct PicturePlanTests {
    @Test("a small plan refuses what is too long, too fine, too large or has a logo, and nothing is made")
    func everywhere() async throws {
        let api = try await APIFixture()
        let key = try await api.key(account: "small", plan: "free")
        let logo = #""logo": "https://a.example/logo.png""#
        try await api.test { caller in
            let caller = caller.with(key: key)
            for (field, name) in [
                (#""size_inches": 3.5"#, "size_inches"), (#""dpi": 600"#, "dpi"), (#""size": 901"#, "size"),
            ] {
                for path in ["/api/qr/static", "/api/qr/codes"] {
                    let answer = try await caller.send(.post, path, #"{"data": "https://a.example/", \#(field)}"#)
                    #expect(answer.status == 403, "\(path) \(field): \(answer.text)")
                    #expect(answer.code == "PLAN_FORBIDS")
                    #expect(answer.pointers == ["/\(name)"])
                }
            }
            let styled = try await caller.send(.post, "/api/qr/generate", #"{"data": "x", \#(logo)}"#)
            #expect(styled.status == 403 || styled.status == 400 || styled.status == 422, "\(styled.text)")
            try await caller.create()
            #expect(try await caller.send(.get, "/api/qr/codes/code0001/image?size=900").status == 200)
            #expect(try await caller.send(.get, "/api/qr/codes/code0001/image?size=901").status == 403)
            #expect(try await caller.send(.get, "/api/qr/static?data=https://a.example/&dpi=600").status == 403)
            let edit = try await caller.send(.patch, "/api/qr/codes/code0001", #"{"size_inches": 4}"#)
            #expect(edit.status == 403)
        }
    }

    @Test("the largest plan has the whole range")
    func largest() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let path = "/api/qr/static?data=https://a.example/&size_inches=15&dpi=600&format=svg"
            let fine = try await caller.send(.get, path)
            #expect(fine.status == 200)
            let large = try await caller.send(
                .get, "/api/qr/static?data=x&dataType=text&size=9000&dpi=72&format=svg", )
            #expect(large.status == 200)
        }
    }
}
