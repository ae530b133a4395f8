// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QREncoder

@Suite("Structured Append divides a text among symbols")
struct StructuredAppendTests {
    /// What the header of a symbol tells.
    private struct Header: Equatable {
        let index: Int
        let count: Int
        let parity: Int

        init?(_ symbol: QRSymbol) throws {
            let first = try ReferenceReader(OracleSymbol(symbol)).segments().first
            guard let first, first.mode == .structuredAppend else { return nil }
            (index, count, parity) = (first.count >> 12, first.count >> 8 & 15, first.count & 255)
        }

        init(_ index: Int, of count: Int, parity: Int) {
            (self.index, self.count, self.parity) = (index, count - 1, parity)
        }
    }

    @Test("every symbol tells its place, their number and the message's parity")
    func headers() throws {
        let text = String(repeating: "Waymark ", count: 100)
        let symbols = try QRSymbol.structuredAppend(text: text, options: .init(versions: 1...10))
        let parity = Int(text.utf8.reduce(0, ^))
        #expect(symbols.count == 4)
        for (index, symbol) in symbols.enumerated() {
            #expect(try Header(symbol) == Header(index, of: 4, parity: parity))
            #expect(symbol.version == symbols[0].version)
        }
    }

    /// The example of ISO/IEC 18004:2015, 8.3: 0x30 ⊕ … ⊕ 0x39 ⊕ 0x93 ⊕ 0xFA ⊕ 0x96 ⊕ 0x7B.
    @Test("the parity is of Shift JIS where kanji mode may write the text, of UTF-8 otherwise")
    func parity() throws {
        let text = "0123456789日本"
        let kanji = try QRSymbol.structuredAppend(text: text, options: .init(usesKanji: true), symbols: 2)
        #expect(try kanji.map { try Header($0)?.parity } == [0x85, 0x85])
        let utf8 = try QRSymbol.structuredAppend(text: text, symbols: 2)
        #expect(try utf8.map { try Header($0)?.parity } == Array(repeating: Int(text.utf8.reduce(0, ^)), count: 2))
    }

    @Test("a text that fits one symbol is one, without a header, unless more are asked for")
    func single() throws {
        #expect(try QRSymbol.structuredAppend(text: "A") == [QRSymbol(text: "A")])
        #expect(try QRSymbol.structuredAppend(text: "") == [QRSymbol(text: "")])
        let three = try QRSymbol.structuredAppend(text: "ABC", symbols: 3)
        #expect(try three.map { try Header($0)?.index } == [0, 1, 2])
    }

    @Test("the fewest symbols are taken: all but the last are full, and no smaller version would do")
    func fewest() throws {
        var random = SeededGenerator(seed: 71)
        for level in ErrorCorrection.allCases {
            let text = SampleText.letters(count: 1000, using: &random)
            let options = EncodingOptions(errorCorrection: level, boostsErrorCorrection: false, versions: 1...12)
            let symbols = try QRSymbol.structuredAppend(text: text, options: options)
            let version = symbols[0].version
            // A byte segment behind the header: 2 × 4 + 16 bits and the count.
            func bytes(_ version: Int) throws -> Int {
                (8 * Capacity.codewords(version: version, errorCorrection: level) - 24 - (version < 10 ? 8 : 16)) / 8
            }
            #expect(symbols.count == (1000 + (try bytes(12)) - 1) / (try bytes(12)))
            #expect(try bytes(version) * symbols.count >= 1000)
            #expect(try bytes(version - 1) * symbols.count < 1000)
            let lengths = try symbols.map { try ReferenceReader(OracleSymbol($0)).segments()[1].count }
            #expect(try lengths.dropLast().allSatisfy { $0 == (try bytes(version)) })
        }
    }

    @Test("characters are never divided, however many scalars they have")
    func characters() throws {
        let text = String(repeating: "👩‍🔬é", count: 40)
        let symbols = try QRSymbol.structuredAppend(text: text, options: .init(versions: 1...5))
        #expect(symbols.count > 3)
        for symbol in symbols {
            let segments = try ReferenceReader(OracleSymbol(symbol)).segments()
            #expect(segments.map(\.mode) == [.structuredAppend, .eci, .byte])
            #expect([0, 11].contains(segments[2].count % 13))
        }
    }

    @Test("FNC1 is announced in every symbol, behind the place")
    func fnc1() throws {
        let symbols = try QRSymbol.structuredAppend(text: "0109506000134352", options: .init(fnc1: .gs1), symbols: 2)
        for symbol in symbols {
            let modes = try ReferenceReader(OracleSymbol(symbol)).segments().map(\.mode)
            #expect(modes == [.structuredAppend, .fnc1First, .numeric])
        }
    }

    @Test("what does not fit sixteen symbols is refused with what would help")
    func tooLong() throws {
        let options = EncodingOptions(errorCorrection: .high, versions: 1...2)
        let error = EncodingError.tooLongForSequence(count: 16, version: 2, errorCorrection: .high)
        #expect(throws: error) {
            try QRSymbol.structuredAppend(text: String(repeating: "a", count: 500), options: options)
        }
        #expect(throws: EncodingError.tooLongForSequence(count: 16, version: 40, errorCorrection: .medium)) {
            try QRSymbol.structuredAppend(text: String(repeating: "7", count: 200_000))
        }
        #expect(throws: EncodingError.self) {
            try QRSymbol.structuredAppend(text: "e" + String(repeating: "\u{301}", count: 5000))
        }
        #expect(
            "\(error)" == "The message is too long for 16 symbols of version 2 at level H; allow larger versions, "
                + "lower the error correction, or shorten it.")
    }

    @Test("numbers of symbols out of range are refused", arguments: [-1, 0, 1, 17])
    func counts(count: Int) {
        #expect(throws: EncodingError.invalidSymbolCount(count, allowed: 2...16)) {
            try QRSymbol.structuredAppend(text: "Waymark", symbols: count)
        }
        #expect(throws: EncodingError.invalidSymbolCount(count, allowed: 2...16)) {
            try Segment.structuredAppend(index: 0, count: count, parity: 0)
        }
    }

    @Test("no more symbols are made than there are characters")
    func fewCharacters() {
        #expect(throws: EncodingError.invalidSymbolCount(4, allowed: 2...3)) {
            try QRSymbol.structuredAppend(text: "ABC", symbols: 4)
        }
        #expect(throws: EncodingError.invalidSymbolIndex(3, count: 3)) {
            try Segment.structuredAppend(index: 3, count: 3, parity: 0)
        }
    }
}
