// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QREncoder

@Suite("A symbol tells how it was encoded")
struct QRSymbolTests {
    /// ISO/IEC 18004:2015, Annex I: "01234567" in version 1-M.
    @Test("the standard's example has the codewords that are printed there")
    func example() throws {
        let symbol = try QRSymbol(text: "01234567", options: .init(boostsErrorCorrection: false))
        #expect(symbol.version == 1)
        let read = try ReferenceReader(OracleSymbol(symbol))
        #expect(
            read.codewords == [
                0b0001_0000, 0b0010_0000, 0b0000_1100, 0b0101_0110, 0b0110_0001, 0b1000_0000, 0b1110_1100,
                0b0001_0001, 0b1110_1100, 0b0001_0001, 0b1110_1100, 0b0001_0001, 0b1110_1100, 0b0001_0001,
                0b1110_1100, 0b0001_0001,
            ])
        #expect(
            ReferenceField.remainder(read.codewords, count: 10)
                == [0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55])
    }

    @Test("boost raises the level as far as the version allows")
    func boost() throws {
        #expect(try QRSymbol(text: "0123456").errorCorrection == .high)
        #expect(try QRSymbol(text: "0123456", options: .init(boostsErrorCorrection: false)).errorCorrection == .medium)
        let url = "https://wmk.example/r/Xq3vB9tLm2?s=a1"
        let boosted = try QRSymbol(text: url, options: .init(errorCorrection: .low))
        #expect((boosted.version, boosted.errorCorrection) == (3, .medium))
    }

    @Test("the smallest allowed version is taken")
    func versions() throws {
        #expect(try QRSymbol(text: "A").version == 1)
        #expect(try QRSymbol(text: "A", options: .init(versions: 7...40)).version == 7)
        #expect(
            try QRSymbol(text: String(repeating: "7", count: 7089), options: .init(errorCorrection: .low)).version == 40
        )
    }

    @Test("an empty text is a symbol of padding")
    func empty() throws {
        let symbol = try QRSymbol(text: "")
        #expect(symbol.version == 1)
        #expect(try ReferenceReader(OracleSymbol(symbol)).segments().isEmpty)
        #expect(try QRSymbol(segments: []) == symbol)
    }

    @Test(
        "modules outside are light, and rows are packed with nothing beyond the last column",
        arguments: [1, 12, 28, 40],
    )
    func packing(version: Int) throws {
        let symbol = try QRSymbol(text: "Waymark", options: .init(versions: version...version))
        #expect(symbol.size == 17 + 4 * version)
        #expect(symbol.words.count == symbol.size * symbol.wordsPerRow)
        for (x, y) in [(-1, 0), (0, -1), (symbol.size, 0), (0, symbol.size), (Int.min, Int.max)] {
            #expect(!symbol[x, y])
        }
        for y in 0..<symbol.size {
            for x in 0..<symbol.wordsPerRow * 64 {
                let bit = symbol.words[y * symbol.wordsPerRow + x / 64] >> UInt64(x % 64) & 1 == 1
                #expect(bit == symbol[x, y])
            }
        }
    }

    @Test("text with characters outside ASCII is UTF-8 under ECI 26, unless the policy says never")
    func eciPolicy() throws {
        func modes(_ options: EncodingOptions) throws -> [Segment.Mode] {
            try ReferenceReader(OracleSymbol(QRSymbol(text: "Grüße", options: options))).segments().map(\.mode)
        }
        #expect(try modes(.init()) == [.eci, .byte])
        #expect(try modes(.init(eciPolicy: .never)) == [.byte])
        #expect(try modes(.init(usesKanji: true)) == [.eci, .byte])
    }

    @Test("kanji mode is used on request alone, and never beside UTF-8")
    func kanji() throws {
        func modes(_ text: String, kanji: Bool) throws -> [Segment.Mode] {
            let symbol = try QRSymbol(text: text, options: .init(usesKanji: kanji))
            return try ReferenceReader(OracleSymbol(symbol)).segments().map(\.mode)
        }
        #expect(try modes("東京 1234", kanji: false) == [.eci, .byte, .numeric])
        #expect(try modes("東京 1234", kanji: true) == [.kanji, .alphanumeric])
        #expect(try modes("東京 🙂", kanji: true) == [.eci, .byte])
        #expect(try modes("TOKYO", kanji: true) == [.alphanumeric])
    }

    @Test("the levels of the interface agree: text, segments and codewords give one symbol")
    func levels() throws {
        let text = try QRSymbol(text: "hello 2022 world")
        let segments = try QRSymbol(segments: [.utf8("hello 2022 world")])
        #expect(text == segments)
        let codewords = try ReferenceReader(OracleSymbol(text)).codewords
        #expect(
            try QRSymbol(codewords: codewords, version: text.version, errorCorrection: text.errorCorrection) == text)
    }

    @Test("threads that meet at the first use of a version get the same symbol")
    func threads() async throws {
        let symbols = try await withThrowingTaskGroup(of: QRSymbol.self) { group in
            for _ in 0..<32 {
                group.addTask { try QRSymbol(text: "meet", options: .init(versions: 37...37, mask: 3)) }
            }
            return try await group.reduce(into: Set<QRSymbol>()) { $0.insert($1) }
        }
        #expect(symbols.count == 1)
    }

    @Test("a bridged or substring text is encoded like any other")
    func substrings() throws {
        let whole = "xxhttps://example.com/abcxx"
        #expect(try QRSymbol(text: String(whole.dropFirst(2).dropLast(2))) == QRSymbol(text: "https://example.com/abc"))
    }
}
