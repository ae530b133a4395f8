// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("fields of parts that are not asked for, over HTTP")
struct StrayFieldAnswersTests {
    @Test("a dry run tells of fields for parts that are not asked for; that API draws without them")
    func strays() async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let fields = ##""size_inches": 1, "frame_color": "#c00", "logo_size_ratio": 0.3"##
            let answer = try await caller.send(
                .post, "/api/v1/validate/", "{\"data\": \"https://a.example/\", \(fields)}", )
            #expect(
                answer["warnings"]?.elements.compactMap(\.text) == [
                    "frame_color is for a frame, and none is asked for; it was ignored",
                    "logo_size_ratio is for a logo, and none is asked for; it was ignored",
                ])
            let payload = #""payload": {"name": "Promo", "destination_url": "https://example.com/"}"#
            let made = try await caller.send(
                .post, "/api/v1/generate/", "{\"data_type\": \"dynamic\", \(payload), \(fields)}", )
            #expect(made.status == 200)
        }
        #expect(try await api.codeCount() == 1)
    }

    @Test(
        "native fields for parts that are not asked for are refused where they stand",
        arguments: [
            (##""frame": {"color": "#c00"}"##, "/frame/color"),
            (##""style": {"logoRatio": 0.3}"##, "/style/logoRatio"),
            (#""ink": "cmyk", "returnType": "png""#, "/ink"),
        ],
    )
    func nativeStrays(fields: String, pointer: String) async throws {
        let api = try await APIFixture()
        try await api.test { caller in
            let answer = try await caller.send(
                .post, "/api/qr/static", "{\"data\": \"https://a.example/\", \(fields)}", )
            #expect(answer.status == 422)
            #expect(answer["errors"]?.elements.first?.members?["pointer"]?.text == pointer, "\(answer.text)")
        }
    }
}
