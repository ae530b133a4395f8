// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QREncoder

@Suite("Micro QR Codes take the smallest version, and refuse what does not suit them")
struct MicroQRTests {
    /// ISO/IEC 18004:2015, Annex I.3: "01234567" in version M2-L, mask 1.
    @Test("the standard's example has the codewords and the mask that are printed there")
    func example() throws {
        let version = MicroQRVersion.all[1]
        let bits = MicroQRMessage.bits([try .numeric("01234567")], version: version, level: version.levels[0])
        let codewords = stride(from: 0, to: 80, by: 8).map { bits[$0..<$0 + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) } }
        #expect(codewords == [0x40, 0x18, 0xAC, 0xC3, 0x00, 0x86, 0x0D, 0x22, 0xAE, 0x30])
        let symbol = try MicroQRSymbol(
            text: "01234567", options: .init(errorCorrection: .low, boostsErrorCorrection: false), )
        #expect((symbol.version, symbol.errorCorrection, symbol.mask, symbol.size) == (2, .low, 1, 13))
    }

    @Test(
        "each version and level holds what Table 7 tells, and one character more takes the next",
        arguments: [
            (1, nil, 5, 0, 0), (2, .low, 10, 6, 0), (2, .medium, 8, 5, 0), (3, .low, 23, 14, 9),
            (3, .medium, 18, 11, 7), (4, .low, 35, 21, 15), (4, .medium, 30, 18, 13), (4, .quartile, 21, 13, 9),
        ] as [(Int, ErrorCorrection?, Int, Int, Int)],
    )
    func capacity(version: Int, level: ErrorCorrection?, digits: Int, capitals: Int, bytes: Int) throws {
        let options = MicroQRSymbol.Options(errorCorrection: level, versions: version...version)
        for (character, count) in [("7", digits), ("A", capitals), ("a", bytes)] where count > 0 {
            let full = try MicroQRSymbol(text: String(repeating: character, count: count), options: options)
            #expect((full.version, full.errorCorrection) == (version, level))
            #expect(throws: EncodingError.self) {
                try MicroQRSymbol(text: String(repeating: character, count: count + 1), options: options)
            }
        }
    }

    @Test("boost raises the level while the version stays")
    func boost() throws {
        let symbol = try MicroQRSymbol(text: "1234567", options: .init(errorCorrection: .low))
        #expect((symbol.version, symbol.errorCorrection) == (2, .medium))
        #expect(try MicroQRSymbol(text: "abcdefg").errorCorrection == .medium)
        #expect(try MicroQRSymbol(text: "", options: .init(errorCorrection: .quartile)).version == 4)
        #expect(try MicroQRSymbol(text: "").version == 1)
    }

    @Test("modules outside are light, and nothing lies beyond the last column")
    func packing() throws {
        let symbol = try MicroQRSymbol(text: "12345")
        #expect((symbol.width, symbol.height, symbol.wordsPerRow, symbol.quietZone) == (11, 11, 1, 2))
        #expect(symbol.words.allSatisfy { $0 >> 11 == 0 })
        #expect(symbol[0, 0])
        #expect(!symbol[11, 0] && !symbol[0, -1])
    }

    @Test("what does not suit is refused with what would")
    func refusals() {
        func refuses(_ text: String, _ options: MicroQRSymbol.Options, _ reason: Unsuitability) {
            #expect(throws: EncodingError.unsuitable(reason, .micro)) {
                try MicroQRSymbol(text: text, options: options)
            }
        }
        refuses("1", .init(versions: 0...3), .version(0, allowed: 1...4))
        refuses("1", .init(versions: 1...5), .version(5, allowed: 1...4))
        refuses("1", .init(mask: 4), .mask(4, allowed: 0...3))
        refuses("1", .init(errorCorrection: .high), .errorCorrection(.high))
        refuses("1", .init(errorCorrection: .low, versions: 1...1), .errorCorrection(.low))
        refuses("A", .init(versions: 1...1), .mode(.alphanumeric))
        refuses("a", .init(versions: 1...2), .mode(.byte))
        refuses("1€", .init(), .character("€", index: 1))
        refuses("aaaaaaaaaaaaaaaa", .init(), .length(bits: 8 + 128, available: 128))
        refuses(String(repeating: "1", count: 100_000), .init(), .length(bits: 400_000, available: 128))
        #expect(throws: EncodingError.unsuitable(.mode(.eci), .micro)) { try MicroQRSymbol(segments: [.eci(26)]) }
        #expect(
            "\(EncodingError.unsuitable(.errorCorrection(.high), .micro))"
                == "This cannot be a Micro QR Code: level H does not exist in the allowed versions; use a lower one, or "
                + "QR Code.")
    }

    @Test("UTF-8 goes in unannounced when the policy says so")
    func utf8() throws {
        let text = try MicroQRSymbol(text: "1€", options: .init(eciPolicy: .never))
        #expect(try text == MicroQRSymbol(segments: [.utf8("1€")]))
    }
}
