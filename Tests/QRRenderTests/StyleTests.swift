// SPDX-License-Identifier: Apache-2.0

import Foundation
import QREncoder
import QRRender
import Testing

@Suite("Style")
struct StyleTests {
    @Test("values at the edges of their ranges are taken")
    func edges() throws {
        for margin in [0, 100] { #expect(try Style(margin: margin).margin == margin) }
        for version in [1, 40] { #expect(try Style(version: version).version == version) }
        for mask in [0, 7] { #expect(try Style(mask: mask).mask == mask) }
    }

    @Test(
        "values beyond their ranges are refused with their field and range",
        arguments: [
            (StyleError.Field.margin, -1), (.margin, 101), (.version, 0), (.version, 41), (.mask, -1), (.mask, 8),
        ],
    )
    func beyond(field: StyleError.Field, value: Int) {
        let error = #expect(throws: StyleError.self) {
            switch field {
            case .margin: try Style(margin: value)
            case .version: try Style(version: value)
            default: try Style(mask: value)
            }
        }
        #expect(error?.field == field)
        #expect(error?.value == String(value))
        #expect(error?.allowed.contains("0 to") == true || error?.allowed.contains("1 to") == true)
    }

    @Test("without a level the encoder boosts medium; a given level is exact")
    func options() throws {
        let free = Style.standard.encodingOptions
        #expect(free.errorCorrection == .medium)
        #expect(free.boostsErrorCorrection)
        #expect(free.versions == 1...40)
        let fixed = try Style(errorCorrection: .low, version: 7, mask: 3).encodingOptions
        #expect(fixed.errorCorrection == .low)
        #expect(!fixed.boostsErrorCorrection)
        #expect(fixed.versions == 7...7)
        #expect(fixed.mask == 3)
    }

    @Test("the JSON of a style is stable")
    func json() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(
            String(decoding: try encoder.encode(Style.standard), as: UTF8.self)
                == ##"{"background":"#ffffff","foreground":"#000000","margin":4}"##
        )
        let color = try Color("#12345678", field: .foreground)
        let full = try Style(
            margin: 0, foreground: color, background: .transparent, errorCorrection: .quartile, version: 9, mask: 2,
        )
        let text = try encoder.encode(full)
        #expect(
            String(decoding: text, as: UTF8.self)
                == ##"{"background":"#ffffff00","errorCorrection":"Q","foreground":"#12345678","margin":0,"mask":2,"##
                + ##""version":9}"##
        )
        #expect(try JSONDecoder().decode(Style.self, from: text) == full)
    }

    @Test("absent and unknown members of the JSON do not matter")
    func lenientJSON() throws {
        let text = Data(#"{"margin":2,"sparkle":true}"#.utf8)
        #expect(try JSONDecoder().decode(Style.self, from: text) == Style(margin: 2))
    }

    @Test(
        "a wrong value in the JSON is reported as the style error it is",
        arguments: [
            (#"{"margin":101}"#, StyleError.Field.margin), (#"{"foreground":"red"}"#, .foreground),
            (#"{"background":""}"#, .background), (#"{"errorCorrection":"X"}"#, .errorCorrection),
            (#"{"version":0}"#, .version), (#"{"mask":8}"#, .mask),
        ],
    )
    func wrongJSON(text: String, field: StyleError.Field) throws {
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Style.self, from: Data(text.utf8))
        }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error)) is not dataCorrupted")
            return
        }
        #expect((context.underlyingError as? StyleError)?.field == field)
    }

    @Test("levels are read by their letters")
    func levels() throws {
        #expect(try ErrorCorrection(named: "q") == .quartile)
        let error = #expect(throws: StyleError.self) { try ErrorCorrection(named: "quartile") }
        #expect(error?.allowed == "L, M, Q or H")
    }
}
