// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("small symbols over HTTP")
struct SmallSymbolAnswersTests {
    @Test(
        "static pictures are Micro QR and rMQR Codes where that is asked for",
        arguments: [("micro", 19), ("rmqr", 35)], )
    func drawn(symbology: String, side: Int) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = #"{"dataType": "text", "data": "12345", "returnType": "svg", "symbology": "\#(symbology)"}"#
            let answer = try await caller.send(.post, "/api/qr/static", body)
            #expect(answer.status == 200)
            #expect(answer["image"]?.text?.contains("viewBox=\"0 0 \(side) \(side)\"") == true)
            #expect(answer["scanReport"] == nil)
            let query = "data=12345&dataType=text&format=svg&symbology=\(symbology)"
            let bytes = try await caller.send(.get, "/api/qr/static?\(query)")
            #expect(bytes.text == answer["image"]?.text)
            #expect(bytes.headers[.scanGrade] == nil)
        }
    }

    @Test(
        "what they cannot be is refused at its field",
        arguments: [
            (#""data": "12345", "symbology": "macro""#, "/symbology"),
            (#""data": "far too long for any Micro QR Code", "symbology": "micro""#, "/data"),
            (#""data": "12345", "symbology": "micro", "version": 5"#, "/data"),
            (#""data": "12345", "symbology": "micro", "errorCorrection": "H""#, "/data"),
            (#""data": "12345", "symbology": "micro", "mask": 4"#, "/data"),
            (#""data": "12345", "symbology": "rmqr", "version": 33"#, "/data"),
            (#""data": "12345", "symbology": "rmqr", "mask": 0"#, "/mask"),
            (#""data": "12345", "symbology": "rmqr", "pattern": "dots""#, "/symbology"),
            (#""data": "12345", "symbology": "micro", "frame": {"label": "me"}"#, "/symbology"),
            (#""data": "12345", "symbology": "micro", "margin": 0"#, "/margin"),
            (##""data": "12345", "symbology": "micro", "color": "#fefefe""##, "/color"),
        ],
    )
    func refused(fields: String, pointer: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(.post, "/api/qr/static", "{\"dataType\": \"text\", \(fields)}")
            #expect(answer.status == 422)
            #expect(answer["errors"]?.elements.first?.members?["pointer"]?.text == pointer, "\(answer.text)")
        }
    }

    @Test("a code's picture is a rectangle where that is asked for; a Micro QR Code does not hold its address")
    func codes() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let made = try await caller.send(
                .post, "/api/qr/codes", #"{"data": "https://a.example/", "slug": "strip", "symbology": "rmqr"}"#, )
            #expect(made.status == 201)
            let image = try await caller.send(.get, "/api/qr/codes/strip/image?format=svg")
            #expect(image.status == 200 && image.text.contains("<svg"))
            #expect(image.headers[.scanGrade] == nil)
            let micro = #"{"data": "https://a.example/", "symbology": "micro"}"#
            #expect(try await caller.send(.post, "/api/qr/codes", micro).status == 422)
            let edit = try await caller.send(.patch, "/api/qr/codes/strip", #"{"symbology": "micro"}"#)
            #expect(edit.status == 422)
        }
        #expect(try await api.codeCount() == 1)
    }

    @Test("a dry run of one tells its version, and has no report")
    func validated() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let body = #"{"data_type": "text", "data": "12345", "size_inches": 1, "symbology": "micro"}"#
            let answer = try await caller.send(.post, "/api/v1/validate/", body)
            #expect(answer.status == 200)
            #expect(answer["valid"] == .bool(true) && answer["version"] == .integer(1))
            #expect(answer["scanReport"] == nil && answer["warnings"]?.elements.isEmpty == true)
            let long = #"{"data": "https://a.example/far/too/long", "size_inches": 1, "symbology": "micro"}"#
            #expect(try await caller.send(.post, "/api/v1/validate/", long).status == 422)
        }
    }
}
