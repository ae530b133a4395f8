// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QREncoder

@Suite("The fast path draws what the plain reference encoder draws")
struct FastPathTests {
    @Test("every version, level and mask has the reference's modules", arguments: 1...40)
    func forcedMasks(version: Int) throws {
        var random = SeededGenerator(seed: version)
        for level in ErrorCorrection.allCases {
            let codewords = SampleCodewords.make(version: version, level: level, using: &random)
            let reference = ReferenceEncoder(codewords: codewords, version: version, errorCorrection: level)
            for mask in 0..<8 {
                let symbol = try QRSymbol(
                    codewords: codewords, version: version, errorCorrection: level, mask: mask, )
                #expect(symbol.mask == mask)
                #expect(
                    ReferenceMatrix(symbol).isDark == reference.masked(mask).isDark, "level \(level), mask \(mask)", )
            }
        }
    }

    @Test("the eight penalties and the chosen mask are the reference's", arguments: 1...40)
    func penalties(version: Int) throws {
        var random = SeededGenerator(seed: 1000 + version)
        for _ in 0..<OracleRounds.count {
            for level in ErrorCorrection.allCases where OracleRounds.count > 1 || version % 4 == level.rawValue {
                let codewords = SampleCodewords.make(version: version, level: level, using: &random)
                let reference = ReferenceEncoder(codewords: codewords, version: version, errorCorrection: level)
                let expected = reference.penalties()
                #expect(Penalties.ofFastPath(reference.unmasked, version: version, level: level) == expected)
                let symbol = try QRSymbol(codewords: codewords, version: version, errorCorrection: level)
                #expect(symbol.mask == ReferenceEncoder.best(expected))
            }
        }
    }
}
