// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import QREncoder

@Suite("Symbols with FNC1 are read and written alike elsewhere")
struct FNC1OracleTests {
    /// What is drawn, and what must be read.
    private struct Case: Encodable {
        let text: String
        let symbol: QRSymbol

        func encode(to encoder: any Encoder) throws { try OracleSymbol(symbol).encode(to: encoder) }
    }

    @Test("zxing-cpp reads GS1 element strings of all kinds of characters as GS1")
    func gs1() async throws {
        var random = SeededGenerator(seed: 50)
        let cases = try (0..<200).map { round in
            let message = FNC1OracleTests.message(round, using: &random)
            return Case(text: message, symbol: try QRSymbol(text: message, options: .init(fnc1: .gs1)))
        }
        for (sample, reading) in try await zip(cases, readings(cases)) {
            #expect(reading.bytes == Data(sample.text.utf8))
            #expect(reading.identifier == "]Q3")
        }
    }

    @Test("zxing-cpp reads industry formats with their application indicator")
    func industry() async throws {
        var random = SeededGenerator(seed: 51)
        let indicators = ["00", "37", "99", "a", "z", "A", "Z"]
        let cases = try indicators.map { indicator in
            let message = FNC1OracleTests.message(1, using: &random) + "é"
            let options = EncodingOptions(fnc1: .industry(indicator))
            return Case(text: indicator + message, symbol: try QRSymbol(text: message, options: options))
        }
        for (sample, reading) in try await zip(cases, readings(cases)) {
            #expect(reading.text?.replacing("<GS>", with: "\u{1D}") == sample.text)
            #expect(reading.identifier == "]Q5")
        }
    }

    /// Between divisions of equal length it decides otherwise in one of the seeded cases, as for plain text.
    @Test("zxing-cpp's writer draws GS1 symbols module for module")
    func writer() async throws {
        var random = SeededGenerator(seed: 52)
        var symbols: [OracleSymbol] = []
        var requests: [TextRequest] = []
        for round in 0..<300 {
            let level = ErrorCorrection.allCases[round % 4]
            let batch = FNC1OracleTests.value(using: &random)
            let serial = FNC1OracleTests.value(using: &random)
            let options = EncodingOptions(errorCorrection: level, boostsErrorCorrection: false, fnc1: .gs1)
            let message = "010950600013435210\(batch)\u{1D}21\(serial)"
            symbols.append(OracleSymbol(try QRSymbol(text: message, options: options)))
            requests.append(
                TextRequest(text: "[01]09506000134352[10]\(batch)[21]\(serial)", level: level.letter, gs1: true))
        }
        let answers = try await PythonOracle(script: "zxing_writer.py").answers(to: requests, as: OracleSymbol.self)
        let differing = zip(symbols, answers).enumerated().filter { $0.element.0 != $0.element.1 }
        #expect(differing.map(\.offset) == [279])
        for (ours, theirs) in differing.map(\.element) {
            let bits = try [ours, theirs].map { try ReferenceReader($0).segments().reduce(0) { $0 + $1.bits } }
            #expect(bits[0] == bits[1])
        }
    }

    /// Fields with separators, percent signs in every surrounding among them.
    private static func message(_ round: Int, using random: inout SeededGenerator) -> String {
        let fields = (0...round % 5).map { _ in
            "10"
                + SampleText.mixture(
                    runs: 3, alphabets: [Alphabet.digits, "AB%/:", "ab%&'"], longest: 9, using: &random, )
        }
        return "0109506000134352" + fields.joined(separator: "\u{1D}")
    }

    /// 1 to 20 characters of GS1's set 82.
    private static func value(using random: inout SeededGenerator) -> String {
        let text = SampleText.mixture(
            runs: 2, alphabets: [Alphabet.digits, "ABCXYZ%*+-./:", "abxyz%&'()"], longest: 10, using: &random, )
        return text.filter { !"()".contains($0) }.isEmpty ? "7" : text.filter { !"()".contains($0) }
    }

    private func readings(_ cases: [Case]) async throws -> [Reading] {
        try await PythonOracle(script: "zxing_reader.py").answers(to: cases, as: Reading.self)
    }
}
