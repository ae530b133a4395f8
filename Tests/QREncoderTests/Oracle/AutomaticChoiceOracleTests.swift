// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import QREncoder

/// The mask is left to both sides here, so these tests hold our reading of the penalty against zxing-cpp's as well.
@Suite("zxing-cpp's writer makes the same symbols when it chooses for itself")
struct AutomaticChoiceOracleTests {
    /// A text, and how both sides are asked for it.
    private struct Case {
        var text: String
        var options: EncodingOptions
        var eci: String?
    }

    @Test("every version and level gets the same mask")
    func masks() async throws {
        var random = SeededGenerator(seed: 5)
        var cases: [Case] = []
        for _ in 0..<(OracleRounds.count > 1 ? 8 * OracleRounds.count : 2) {
            for version in 1...40 {
                for level in ErrorCorrection.allCases {
                    let text = SampleText.letters(version: version, level: level, using: &random)
                    let options = AutomaticChoiceOracleTests.options(level, versions: version...version)
                    cases.append(Case(text: text, options: options))
                }
            }
        }
        let differences = try await differing(cases)
        #expect(differences.isEmpty)
        OracleRounds.record("zxing_writer.py, automatic mask", cases: cases.count, differing: differences.count)
    }

    /// Where sums are equal, the two sides break the tie differently in a few cases.
    ///
    /// zint rounds an odd last alphanumeric character up to six bits while it still compares, and we round when the
    /// mode is left. The version of the writer and the seed are fixed, so the cases are too.
    @Test("mixed ASCII gets the same segments, except in nine of 3,000 cases of equal length")
    func segments() async throws {
        var random = SeededGenerator(seed: 7)
        let cases = (0..<3000).map { round in
            let text = SampleText.mixture(
                runs: Int.random(in: 1...(round % 10 == 0 ? 40 : 8), using: &random),
                alphabets: [Alphabet.digits, Alphabet.capitals, Alphabet.small],
                longest: [4, 8, 16, 30][round % 4], using: &random,
            )
            return Case(text: text, options: AutomaticChoiceOracleTests.options(round))
        }
        let differences = try await differing(cases)
        #expect(differences.map(\.index) == [382, 806, 843, 1178, 1810, 2146, 2290, 2858, 2864])
        for difference in differences { #expect(difference.ourBits == difference.theirBits) }
    }

    @Test("UTF-8 under ECI 26 gets the same segments")
    func eci() async throws {
        var random = SeededGenerator(seed: 8)
        let cases = (0..<600).map { round in
            let text = SampleText.mixture(
                runs: Int.random(in: 1...8, using: &random),
                alphabets: [
                    Alphabet.digits, Alphabet.capitals, Alphabet.european, Alphabet.japanese, Alphabet.emoji,
                ], longest: [4, 8, 16, 30][round % 4], using: &random,
            )
            return Case(text: text + "é", options: AutomaticChoiceOracleTests.options(round), eci: "UTF-8")
        }
        let differences = try await differing(cases)
        #expect(differences.isEmpty)
    }

    /// zint also writes Shift JIS into byte segments without announcing it, where that is shorter.
    ///
    /// We do not: a reader takes such bytes for ISO/IEC 8859-1 or guesses. So all must be the same but the cases in
    /// which it does.
    @Test("kanji mode gets the same segments, except where the other side hides Shift JIS in bytes")
    func kanji() async throws {
        var random = SeededGenerator(seed: 9)
        let cases = (0..<1200).map { round in
            let text = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                SampleText.mixture(
                    runs: 1, alphabets: [Alphabet.digits, Alphabet.capitals, Alphabet.small],
                    longest: [4, 8, 16, 30][round % 4], using: &random,
                )
                    + SampleText.mixture(runs: 4, alphabets: [Alphabet.japanese], longest: 12, using: &random)
            }
            var options = AutomaticChoiceOracleTests.options(round)
            options.usesKanji = true
            return Case(text: text.joined(), options: options)
        }
        let differences = try await differing(cases)
        for difference in differences {
            let japanese = cases[difference.index].text.unicodeScalars.count { !$0.isASCII }
            #expect(difference.ours.characters(in: .kanji) == japanese)
            #expect(difference.theirs.characters(in: .kanji) < japanese)
        }
        #expect(differences.count == 6)
    }

    /// A case in which the symbols are not the same.
    private struct Difference {
        let index: Int
        let ours: [ReferenceReader.ReadSegment]
        let theirs: [ReferenceReader.ReadSegment]

        var ourBits: Int { ours.reduce(0) { $0 + $1.bits } }
        var theirBits: Int { theirs.reduce(0) { $0 + $1.bits } }
    }

    private func differing(_ cases: [Case]) async throws -> [Difference] {
        let requests = cases.map { sample in
            let versions = sample.options.versions
            return TextRequest(
                text: sample.text, level: sample.options.errorCorrection.letter,
                version: versions.count == 1 ? versions.lowerBound : nil, eci: sample.eci,
            )
        }
        let answers = try await PythonOracle(script: "zxing_writer.py").answers(to: requests, as: OracleSymbol.self)
        return try zip(cases, answers).enumerated().compactMap { index, pair in
            let symbol = try OracleSymbol(QRSymbol(text: pair.0.text, options: pair.0.options))
            guard symbol != pair.1 else { return nil }
            return Difference(
                index: index, ours: try ReferenceReader(symbol).segments(),
                theirs: try ReferenceReader(pair.1).segments(),
            )
        }
    }

    private static func options(_ level: ErrorCorrection, versions: ClosedRange<Int>) -> EncodingOptions {
        EncodingOptions(errorCorrection: level, boostsErrorCorrection: false, versions: versions)
    }

    private static func options(_ round: Int) -> EncodingOptions {
        options(ErrorCorrection.allCases[round / 4 % 4], versions: 1...40)
    }
}

extension [ReferenceReader.ReadSegment] {
    fileprivate func characters(in mode: Segment.Mode) -> Int { filter { $0.mode == mode }.reduce(0) { $0 + $1.count } }
}
