// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import QRRender
import Testing

@testable import Styling

@Suite("fields of parts that are not asked for")
struct StrayFieldsTests {
    private static let rules = NativeStyleRules(publicURL: "https://go.example")

    private static func parse(_ json: String) throws -> [String: JSONValue] {
        try #require(JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)).members)
    }

    @Test(
        "the look of a part that is not there is refused at its field",
        arguments: [
            (##"{"frame": {"color": "#c00"}}"##, "/frame/color", "frame.color is for a frame"),
            (#"{"logoRatio": 0.3}"#, "/logoRatio", "logoRatio is for a logo"),
            (#"{"logoMargin": 1}"#, "/logoMargin", "logoMargin is for a logo"),
            (#"{"logoClearZone": false}"#, "/logoClearZone", "logoClearZone is for a logo"),
        ],
    )
    func refused(json: String, pointer: String, words: String) throws {
        let faults = Self.rules.faults(in: try Self.parse(json), at: "/style")
        #expect(faults.map(\.pointer) == ["/style" + pointer])
        #expect(faults.first?.detail.hasPrefix(words) == true)
    }

    @Test(
        "with the part they are fine, and so are the options that programs of the open vocabulary always send",
        arguments: [
            ##"{"frame": {"color": "#c00", "label": "Scan me"}}"##,
            ##"{"frame": {"color": "#c00", "style": "square"}}"##,
            #"{"logo": "https://a.example/l.png", "logoRatio": 0.3, "logoMargin": 1, "logoClearZone": false}"#,
            #"{"imageOptions": {"imageSize": 0.4, "margin": 5, "hideBackgroundDots": true}}"#,
        ],
    )
    func taken(json: String) throws {
        #expect(Self.rules.faults(in: try Self.parse(json), at: "").isEmpty)
    }

    @Test("inks are for documents", arguments: NativeStyleRules.formats)
    func inks(format: ImageFormat) throws {
        var draft = StyleDraft()
        #expect(draft.strayInk(as: format, at: "") == nil)
        #expect(draft.read(["ink": .string("cmyk")], at: "").isEmpty)
        #expect((draft.strayInk(as: format, at: "")?.pointer == "/ink") == (format != .pdf && format != .eps))
    }

    @Test(
        "kinds of symbol that do not hold the address of a code are refused with the code",
        arguments: [
            (#"{"symbology": "micro"}"#, "/symbology"), (#"{"symbology": "micro", "version": 4}"#, "/version"),
            (#"{"symbology": "rmqr", "version": 33}"#, "/version"), (#"{"symbology": "rmqr", "size": 40}"#, "/size"),
            (#"{"symbology": "rmqr", "mask": 1}"#, "/mask"),
            (#"{"symbology": "rmqr", "pattern": "dots"}"#, "/symbology"),
        ],
    )
    func symbologies(json: String, pointer: String) throws {
        let faults = Self.rules.faults(in: try Self.parse(json), at: "")
        #expect(faults.map(\.pointer) == [pointer])
        #expect(faults.first?.detail.isEmpty == false)
    }

    @Test("a rectangle holds it, in its own versions")
    func rectangles() throws {
        for json in [#"{"symbology": "rmqr"}"#, #"{"symbology": "rmqr", "version": 32, "size": 600}"#] {
            #expect(Self.rules.faults(in: try Self.parse(json), at: "").isEmpty, "\(json)")
        }
    }
}
