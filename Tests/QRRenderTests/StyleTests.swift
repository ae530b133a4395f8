// SPDX-License-Identifier: Apache-2.0

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
}
