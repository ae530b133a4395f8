// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import QREncoder

@Suite("Independent readers put a divided text together again")
struct StructuredAppendOracleTests {
    private struct Request: Encodable {
        let symbols: [OracleSymbol]
    }

    private struct Answer: Decodable {
        /// What zbar found: one text when it could join the symbols.
        let zbar: [Data]
        /// What zxing-cpp read in each symbol.
        let parts: [String]
    }

    @Test("zbar joins symbols that lie in any order, and zxing-cpp reads their parts")
    func sequences() async throws {
        var random = SeededGenerator(seed: 70)
        var texts: [String] = []
        var requests: [Request] = []
        for round in 0..<15 {
            let text = SampleText.mixture(
                runs: 30, alphabets: [Alphabet.digits, Alphabet.capitals, Alphabet.small], longest: 20, using: &random,
            )
            let symbols = try QRSymbol.structuredAppend(
                text: text, options: .init(versions: 1...10), symbols: round + 2, )
            #expect(symbols.count == round + 2)
            texts.append(text)
            requests.append(Request(symbols: symbols.map(OracleSymbol.init)))
        }
        let answers = try await PythonOracle(script: "sequence_reader.py").answers(to: requests, as: Answer.self)
        for (text, answer) in zip(texts, answers) {
            #expect(answer.zbar == [Data(text.utf8)])
            #expect(answer.parts.joined() == text)
        }
    }
}
