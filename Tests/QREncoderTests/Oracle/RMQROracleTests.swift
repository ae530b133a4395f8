// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import QREncoder

@Suite("rMQR Codes are drawn and read alike elsewhere")
struct RMQROracleTests {
    /// A symbol, what it was made of, and how the reader is asked.
    private struct Case: Encodable {
        let text: String
        let symbol: RMQRSymbol

        func encode(to encoder: any Encoder) throws {
            try OracleSymbol(symbol).encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode("RMQRCode", forKey: .symbology)
            try container.encode(symbol.width, forKey: .width)
        }

        private enum Key: CodingKey { case symbology, width }
    }

    @Test("zxing-cpp draws every version and level alike, and chooses the same version")
    func writer() async throws {
        let cases = try everyVersion(rounds: 12)
        let requests = cases.map { sample in
            TextRequest(
                text: sample.text, level: sample.symbol.errorCorrection.letter, version: sample.symbol.version,
                symbology: "RMQRCode", )
        }
        let free = try cases.map { sample in
            let options = RMQRSymbol.Options(
                errorCorrection: sample.symbol.errorCorrection, boostsErrorCorrection: false, )
            return OracleSymbol(try RMQRSymbol(text: sample.text, options: options))
        }
        let freeRequests = requests.map { request in
            var request = request
            request.version = nil
            return request
        }
        let answers = try await PythonOracle(script: "zxing_writer.py")
            .answers(to: requests + freeRequests, as: OracleSymbol.self)
        let ours = cases.map { OracleSymbol($0.symbol) } + free
        let differing = zip(ours, answers).enumerated().filter { $0.element.0 != $0.element.1 }.map(\.offset)
        #expect(differing == [])
        #expect(ours.count > 1400)
    }

    @Test("zxing-cpp reads every version and level")
    func reader() async throws {
        let cases = try everyVersion(rounds: 3)
        let readings = try await PythonOracle(script: "zxing_reader.py").answers(to: cases, as: Reading.self)
        for (sample, reading) in zip(cases, readings) {
            #expect(reading.text == sample.text)
            #expect(reading.version == "R\(sample.symbol.height)x\(sample.symbol.width)")
            #expect(reading.level == sample.symbol.errorCorrection.letter)
        }
    }

    @Test("characters outside ASCII come back, as UTF-8 under ECI 26 and in kanji mode")
    func characters() async throws {
        let cases = try [("Grüße 🙂", false), ("東京 1234", true), ("東京 1234", false)].map { text, kanji in
            Case(text: text, symbol: try RMQRSymbol(text: text, options: .init(usesKanji: kanji)))
        }
        let readings = try await PythonOracle(script: "zxing_reader.py").answers(to: cases, as: Reading.self)
        for (sample, reading) in zip(cases, readings) { #expect(reading.text == sample.text) }
    }

    /// Texts of one mode that fit each version and level.
    private func everyVersion(rounds: Int) throws -> [Case] {
        var random = SeededGenerator(seed: 90)
        var cases: [Case] = []
        for version in RMQRVersion.all {
            for level in version.levels {
                for round in 0..<rounds {
                    let mode = Segmentation.modes[round % 3]
                    let most = mostCharacters(mode, version, level)
                    let characters = Array([Alphabet.digits, "ABCDEFGHIJ /:", Alphabet.small][round % 3])
                    let text = (0..<Int.random(in: 0...most, using: &random)).map { _ in
                        characters[.random(in: 0..<characters.count, using: &random)]
                    }
                    let options = RMQRSymbol.Options(
                        errorCorrection: level.errorCorrection, boostsErrorCorrection: false,
                        versions: version.number...version.number, )
                    let symbol = try RMQRSymbol(text: String(text), options: options)
                    cases.append(Case(text: String(text), symbol: symbol))
                }
            }
        }
        return cases.filter { !$0.text.isEmpty }
    }

    private func mostCharacters(_ mode: Segment.Mode, _ version: RMQRVersion, _ level: RMQRVersion.Level) -> Int {
        guard let header = version.format.headers[mode] else { return 0 }
        return (0..<1 << header.countBits)
            .last { header.bits + mode.dataBits(characters: $0) <= 8 * level.dataCodewords } ?? 0
    }
}
