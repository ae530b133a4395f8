// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import QRRender
import Testing

@testable import Styling

@Suite("styling fields")
struct StyleRulesTests {
    private static func parse(_ json: String) throws -> [String: JSONValue] {
        try #require(JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)).members)
    }

    @Test("native names and those of the open vocabulary mean the same")
    func vocabulary() throws {
        let native =
            ##"{"color": "#123", "background": "transparent", "errorCorrection": "q", "version": 7, "size": 400}"##
        let open = ##"""
            {"width": 400, "height": 400, "shape": "square", "dotsOptions": {"color": "#112233", "type": "square"},
             "backgroundOptions": {"color": "transparent"}, "qrOptions": {"errorCorrectionLevel": "Q", "typeNumber": 7},
             "cornersSquareOptions": {"type": "square"}, "cornersDotOptions": null}
            """##
        var drafts: [StyleDraft] = []
        for json in [native, open] {
            var draft = StyleDraft()
            #expect(try draft.read(Self.parse(json), at: "").isEmpty)
            drafts.append(draft)
        }
        #expect(try drafts[0].style(pictures: [:]) == drafts[1].style(pictures: [:]))
        #expect(try drafts[0].size() == drafts[1].size())
        #expect(try drafts[0].size() == ImageSize.pixels(400))
    }

    @Test(
        "what cannot be drawn is refused at its place",
        arguments: [
            (##"{"color": "reddish"}"##, "/color", FieldFault.Kind.invalid),
            (##"{"color": 255}"##, "/color", .wrongType),
            (##"{"margin": 1.5}"##, "/margin", .wrongType),
            (##"{"mask": 8}"##, "/mask", .invalid),
            (##"{"dpi": 601}"##, "/dpi", .invalid),
            (##"{"size_inches": 0.4}"##, "/size_inches", .invalid),
            (##"{"width": 300, "height": 301}"##, "/height", .invalid),
            (##"{"size": 300, "sizeInches": 2}"##, "/size", .invalid),
            (##"{"color": "#000", "foreground": "#111"}"##, "/foreground", .invalid),
            (##"{"version": 40, "qrOptions": {"typeNumber": 41}}"##, "/qrOptions/typeNumber", .invalid),
            (##"{"dotsOptions": "square"}"##, "/dotsOptions", .wrongType),
            (##"{"dotsOptions": {"type": "wavy"}}"##, "/dotsOptions/type", .invalid),
            (##"{"dotsOptions": {"roundSize": true}}"##, "/dotsOptions/roundSize", .unknown),
            (##"{"dotsOptions": {"gradient": {}}}"##, "/dotsOptions/gradient", .invalid),
            (##"{"gradient": {"type": "conic", "colorStops": []}}"##, "/gradient", .invalid),
            (
                ##"{"gradient": {"colorStops": [{"offset": 2, "color": "#000"}, {"offset": 0, "color": "#111"}]}}"##,
                "/gradient", .invalid,
            ),
            (
                ##"{"gradient": {"colorStops": [{"offset": "0", "color": "#000"}, {"offset": 0, "color": "#111"}]}}"##,
                "/gradient", .wrongType,
            ),
            (##"{"pattern": "dotty"}"##, "/pattern", .invalid),
            (##"{"eyeFrame": "leaf"}"##, "/eyeFrame", .invalid),
            (##"{"shape": "triangle"}"##, "/shape", .invalid),
            (##"{"image": "ftp://example.com/logo.png"}"##, "/image", .invalid),
            (##"{"logo": "picture:12"}"##, "/logo", .invalid),
            (##"{"logoRatio": 0.6}"##, "/logoRatio", .invalid),
            (##"{"logoClearZone": "yes"}"##, "/logoClearZone", .wrongType),
            (##"{"frame": {"label": "two\nlines"}}"##, "/frame/label", .invalid),
            (##"{"a/b": 1}"##, "/a~1b", .unknown),
        ],
    )
    func refusals(json: String, pointer: String, kind: FieldFault.Kind) throws {
        let rules = NativeStyleRules(publicURL: "https://go.example")
        let faults = rules.faults(in: try Self.parse(json), at: "/style")
        #expect(faults.map(\.pointer) == ["/style" + pointer])
        #expect(faults.map(\.kind) == [kind])
        #expect(
            faults.allSatisfy { $0.detail.contains("allowed") || kind == .wrongType || $0.detail.contains("give one") })
    }

    @Test("values that mean the same may be said twice")
    func repeats() throws {
        let style = try Self.parse(##"{"color": "#000", "foreground": "black", "size": 300, "width": 300}"##)
        #expect(NativeStyleRules(publicURL: "https://go.example").faults(in: style, at: "").isEmpty)
    }
}
