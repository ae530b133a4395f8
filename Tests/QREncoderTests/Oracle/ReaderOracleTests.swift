// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import QREncoder

@Suite("Independent readers read what was written")
struct ReaderOracleTests {
    /// What is drawn, and what must be read.
    private struct Case: Encodable {
        let text: String
        let symbol: QRSymbol

        func encode(to encoder: any Encoder) throws { try OracleSymbol(symbol).encode(to: encoder) }
    }

    @Test("zxing-cpp reads every version, level and mask")
    func zxing() async throws {
        let cases = try everySymbol()
        for (sample, reading) in try await zip(cases, readings(cases, "zxing_reader.py")) {
            #expect(reading.text == sample.text, "\(sample.symbol.version)")
            #expect(reading.level == sample.symbol.errorCorrection.letter)
        }
        #expect(cases.count == 1280)
    }

    @Test("zbar reads every version, with each level and mask in turn")
    func zbar() async throws {
        let all = try everySymbol()
        // One of eight: the masks go round with the versions.
        let cases = all.enumerated().filter { ($0.offset / 8 + $0.offset / 32) % 8 == $0.offset % 8 }.map(\.element)
        for (sample, reading) in try await zip(cases, readings(cases, "zbar_reader.py")) {
            #expect(reading.bytes == Data(sample.text.utf8), "\(sample.symbol.version)")
        }
        #expect(cases.count == 160)
    }

    @Test("text of many scripts comes back, as UTF-8 under ECI 26 and in kanji mode")
    func scripts() async throws {
        var random = SeededGenerator(seed: 11)
        let cases = try (0..<200).map { round in
            let alphabets = [Alphabet.digits, Alphabet.capitals, Alphabet.small, Alphabet.japanese]
            let foreign = [Alphabet.european, Alphabet.emoji]
            let text = SampleText.mixture(
                runs: Int.random(in: 1...6, using: &random),
                alphabets: round % 2 == 0 ? alphabets : alphabets + foreign,
                longest: 12, using: &random,
            )
            return Case(text: text, symbol: try QRSymbol(text: text, options: .init(usesKanji: round % 4 < 2)))
        }
        for (sample, reading) in try await zip(cases, readings(cases, "zxing_reader.py")) {
            #expect(reading.text == sample.text)
            let modes = try ReferenceReader(OracleSymbol(sample.symbol)).segments().map(\.mode)
            let isASCII = sample.text.utf8.allSatisfy { $0 < 0x80 }
            #expect(modes.contains(.eci) == (!isASCII && !modes.contains(.kanji)))
        }
    }

    /// A text of mixed modes for each version, level and mask.
    private func everySymbol() throws -> [Case] {
        var random = SeededGenerator(seed: 10)
        var cases: [Case] = []
        for version in 1...40 {
            for level in ErrorCorrection.allCases {
                let most = Capacity.bytes(version: version, errorCorrection: level) ?? 0
                let tail = most < 30 ? "" : "0123456789012ABCDEFGHIJKL"
                let text = SampleText.letters(count: most - tail.count, using: &random) + tail
                for mask in 0..<8 {
                    let options = EncodingOptions(
                        errorCorrection: level, boostsErrorCorrection: false, versions: version...version, mask: mask,
                    )
                    cases.append(Case(text: text, symbol: try QRSymbol(text: text, options: options)))
                }
            }
        }
        return cases
    }

    private func readings(_ cases: [Case], _ script: String) async throws -> [Reading] {
        try await PythonOracle(script: script).answers(to: cases, as: Reading.self)
    }
}
