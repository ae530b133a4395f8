// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QREncoder

@Suite("FNC1 tells by whose rules the data is formatted")
struct FNC1Tests {
    @Test("the header stands after the ECI header and before the data")
    func order() throws {
        func modes(_ text: String, _ fnc1: FNC1) throws -> [Segment.Mode] {
            try ReferenceReader(OracleSymbol(QRSymbol(text: text, options: .init(fnc1: fnc1)))).segments().map(\.mode)
        }
        #expect(try modes("0109506000134352", .gs1) == [.fnc1First, .numeric])
        #expect(try modes("é", .industry("a")) == [.eci, .fnc1Second, .byte])
    }

    @Test("separators fit alphanumeric mode as %, and a percent sign is written twice")
    func separators() throws {
        let text = try QRSymbol(text: "ABCDEF\u{1D}GHI%JKL", options: .init(fnc1: .gs1))
        let segments = try QRSymbol(segments: [.gs1, .alphanumeric("ABCDEF%GHI%%JKL")])
        #expect(text == segments)
    }

    @Test("without FNC1 both are what they were")
    func plain() throws {
        let symbol = try QRSymbol(text: "ABCDEFGHIJ%\u{1D}")
        #expect(try ReferenceReader(OracleSymbol(symbol)).segments().map(\.mode) == [.alphanumeric, .byte])
    }

    @Test(
        "an indicator is a letter, plus 100, or a number",
        arguments: [("a", 197), ("Z", 190), ("07", 7), ("99", 99)], )
    func indicators(indicator: String, value: Int) throws {
        let symbol = try QRSymbol(segments: [.industry(applicationIndicator: indicator)])
        let read = try ReferenceReader(OracleSymbol(symbol)).segments()
        #expect(read == [.init(mode: .fnc1Second, count: value, bits: 12)])
    }

    @Test("other indicators are refused with what is allowed", arguments: ["", "1", "100", "aa", "é", "@", "{", "١٢"])
    func refusals(indicator: String) {
        let error = EncodingError.invalidApplicationIndicator(indicator)
        #expect(throws: error) { try QRSymbol(text: "1", options: .init(fnc1: .industry(indicator))) }
        #expect("\(error)".hasSuffix("use one Latin letter or two digits."))
    }

    @Test("no division with separators is shorter", arguments: VersionClass.allCases)
    func optimal(versions: VersionClass) {
        var random = SeededGenerator(seed: 60 + versions.rawValue)
        for round in 0..<200 {
            let text = SampleText.mixture(
                runs: 1 + round % 9, alphabets: ["0123456789", "ABC\u{1D}%", "a%\u{1D}", "é"], longest: 2 + round % 9,
                using: &random, )
            let bytes = Array(text.utf8)
            var bits = 0
            _ = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { modes, count in
                let room = unsafe modes.baseAddress.unsafelyUnwrapped
                let costs = ScalarCosts(usesKanji: false, hasFNC1: true)
                unsafe bytes.withUnsafeBufferPointer {
                    bits = unsafe Segmentation.optimize($0, versions: versions, costs: costs, modes: room)
                }
                count = bytes.count
            }
            #expect(bits == ReferenceSegmentation.bitsWithFNC1(text, versions: versions), "\(text)")
        }
    }
}
