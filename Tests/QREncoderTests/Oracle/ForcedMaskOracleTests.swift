// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import QREncoder

/// All 1,280 combinations of version, level and mask with a payload of their own, module for module, with the mask
/// forced because encoders read the penalty differently.
@Suite("Independent encoders draw the same 1,280 symbols")
struct ForcedMaskOracleTests {
    private struct Case {
        let symbol: QRSymbol
        let level: ErrorCorrection
    }

    @Test("qrcodegen draws every version, level and mask alike")
    func qrcodegen() async throws {
        var random = SeededGenerator(seed: 2)
        var symbols: [QRSymbol] = []
        var requests: [SegmentsRequest] = []
        try forEachVersionAndLevel { version, level in
            for mask in 0..<8 {
                let payload = SampleText.bytes(version: version, level: level, using: &random)
                symbols.append(
                    try QRSymbol(
                        segments: [.bytes(payload)], options: options(version: version, level: level, mask: mask),
                    ))
                requests.append(
                    SegmentsRequest(
                        segments: [.init(mode: "byte", content: Data(payload))], version: version,
                        level: level.letter, mask: mask,
                    ))
            }
        }
        try await compare(symbols, "qrcodegen_writer.py", requests)
    }

    @Test("zxing-cpp draws every version, level and mask alike")
    func zxing() async throws {
        var random = SeededGenerator(seed: 3)
        var symbols: [QRSymbol] = []
        var requests: [TextRequest] = []
        try forEachVersionAndLevel { version, level in
            for mask in 0..<8 {
                let text = SampleText.letters(version: version, level: level, using: &random)
                symbols.append(
                    try QRSymbol(text: text, options: options(version: version, level: level, mask: mask)))
                requests.append(TextRequest(text: text, level: level.letter, version: version, mask: mask))
            }
        }
        try await compare(symbols, "zxing_writer.py", requests)
    }

    @Test("qrcodegen writes numeric, alphanumeric, byte and ECI segments alike")
    func segments() async throws {
        var random = SeededGenerator(seed: 4)
        var symbols: [QRSymbol] = []
        var requests: [SegmentsRequest] = []
        for round in 0..<120 {
            let digits = SampleText.mixture(runs: 1, alphabets: ["0123456789"], longest: 40, using: &random)
            let capitals = SampleText.mixture(
                runs: 1, alphabets: ["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"], longest: 60, using: &random,
            )
            let small = Array(SampleText.letters(count: Int.random(in: 0...30, using: &random), using: &random).utf8)
            let assignment = [0, 26, 127, 128, 899, 16383, 16384, 999_999][round % 8]
            let version = [8, 9, 10, 26, 27, 40][round % 6]
            symbols.append(
                try QRSymbol(
                    segments: [.numeric(digits), .eci(assignment), .bytes(small), .alphanumeric(capitals)],
                    options: options(version: version, level: .low, mask: round % 8),
                ))
            requests.append(
                SegmentsRequest(
                    segments: [
                        .init(mode: "numeric", content: Data(digits.utf8)), .init(mode: "eci", assignment: assignment),
                        .init(mode: "byte", content: Data(small)),
                        .init(mode: "alphanumeric", content: Data(capitals.utf8)),
                    ], version: version, level: "L", mask: round % 8,
                ))
        }
        let content = "mixed numeric, ECI, byte and alphanumeric segments, "
        try await compare(symbols, "qrcodegen_writer.py", requests, of: content)
    }

    private func forEachVersionAndLevel(_ body: (Int, ErrorCorrection) throws -> Void) rethrows {
        for _ in 0..<OracleRounds.count {
            for version in 1...40 {
                for level in ErrorCorrection.allCases { try body(version, level) }
            }
        }
    }

    private func options(version: Int, level: ErrorCorrection, mask: Int) -> EncodingOptions {
        EncodingOptions(
            errorCorrection: level, boostsErrorCorrection: false, versions: version...version, mask: mask,
        )
    }

    private func compare(
        _ symbols: [QRSymbol],
        _ script: String,
        _ requests: [some Encodable],
        of content: String = "",
    ) async throws {
        let answers = try await PythonOracle(script: script).answers(to: requests, as: OracleSymbol.self)
        let differing = zip(symbols, answers).filter { OracleSymbol($0) != $1 }.map(\.0)
        for symbol in differing {
            Issue.record("version \(symbol.version), level \(symbol.errorCorrection), mask \(symbol.mask) differs")
        }
        #expect(answers.count == symbols.count)
        OracleRounds.record("\(script), \(content)mask forced", cases: symbols.count, differing: differing.count)
    }
}
