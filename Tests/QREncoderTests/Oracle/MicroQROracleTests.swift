// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import QREncoder

@Suite("Micro QR Codes are drawn and read alike elsewhere")
struct MicroQROracleTests {
    /// A symbol, what it was made of, and how the reader is asked.
    private struct Case: Encodable {
        let text: String
        let symbol: MicroQRSymbol

        func encode(to encoder: any Encoder) throws {
            try OracleSymbol(symbol).encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode("MicroQRCode", forKey: .symbology)
        }

        private enum Key: CodingKey { case symbology }
    }

    @Test("zxing-cpp draws every version, level and mask alike, and chooses the same mask and version")
    func writer() async throws {
        var cases: [Case] = []
        var requests: [TextRequest] = []
        try forEachText { text, version, level, round in
            // The mask is left to the other side in one case of five, and the version too, except at level L, which
            // zint does not tell from none.
            let mask = round % 5 == 4 ? nil : round % 5
            let isFree = mask == nil && level != .low
            let symbol = try MicroQRSymbol(
                text: text,
                options: .init(
                    errorCorrection: level, boostsErrorCorrection: false, versions: isFree ? 1...4 : version...version,
                    mask: mask, ), )
            cases.append(Case(text: text, symbol: symbol))
            requests.append(
                TextRequest(
                    text: text, level: level?.letter ?? "L", version: isFree ? nil : version, mask: mask,
                    symbology: "MicroQRCode", ))
        }
        let answers = try await PythonOracle(script: "zxing_writer.py").answers(to: requests, as: OracleSymbol.self)
        let differing = zip(cases, answers).filter { OracleSymbol($0.symbol) != $1 }.map(\.0.text)
        // zint takes a numeric segment for the digits at the end, which makes a bit more than a single segment.
        #expect(differing == ["/ZNCGY/GTY$419"])
        #expect(cases.count == 1600)
    }

    @Test("zxing-cpp reads every version, level and mask")
    func reader() async throws {
        var cases: [Case] = []
        try forEachText { text, version, level, round in
            let options = MicroQRSymbol.Options(
                errorCorrection: level, boostsErrorCorrection: false, versions: version...version,
                mask: round % 5 == 4 ? nil : round % 5, )
            cases.append(Case(text: text, symbol: try MicroQRSymbol(text: text, options: options)))
        }
        let readings = try await PythonOracle(script: "zxing_reader.py").answers(to: cases, as: Reading.self)
        for (sample, reading) in zip(cases, readings) {
            #expect(reading.text == sample.text)
            #expect(reading.version == "M\(sample.symbol.version)")
            #expect(reading.mask == sample.symbol.mask)
            #expect(reading.level == sample.symbol.errorCorrection?.letter ?? "L")
        }
    }

    @Test("characters of ISO/IEC 8859-1 and kanji come back")
    func characters() async throws {
        let cases = try [("Müßé", false), ("日本語", true), ("12345ÿ", false), ("東京A1", true)].map { text, kanji in
            Case(text: text, symbol: try MicroQRSymbol(text: text, options: .init(usesKanji: kanji)))
        }
        let readings = try await PythonOracle(script: "zxing_reader.py").answers(to: cases, as: Reading.self)
        for (sample, reading) in zip(cases, readings) { #expect(reading.text == sample.text) }
    }

    /// Two hundred texts that fit each version and level, in all modes that the version has.
    private func forEachText(
        _ body: (String, _ version: Int, _ level: ErrorCorrection?, _ round: Int) throws -> Void
    ) rethrows {
        var random = SeededGenerator(seed: 80)
        for version in MicroQRVersion.all {
            for level in version.levels {
                for round in 0..<200 {
                    let alphabets = [Alphabet.digits, Alphabet.capitals, Alphabet.small].prefix(version.number)
                    var text = SampleText.mixture(
                        runs: 1 + round % 3, alphabets: Array(alphabets), longest: 1 + round % 35, using: &random, )
                    while !fits(text, version, level) { text.removeLast() }
                    try body(text, version.number, level.errorCorrection, round)
                }
            }
        }
    }

    private func fits(_ text: String, _ version: MicroQRVersion, _ level: MicroQRVersion.Level) -> Bool {
        let segments = try? SmallText(text, options: .init(), symbology: .micro).segments(version.format)
        return segments.flatMap(version.format.bits(of:)).map { $0 <= level.dataBits } ?? false
    }
}
