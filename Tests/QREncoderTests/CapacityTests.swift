// SPDX-License-Identifier: Apache-2.0

import Testing

import QREncoder

@Suite("Capacities are those of ISO/IEC 18004:2015, Table 7")
struct CapacityTests {
    @Test(
        "data codewords and bytes of some versions",
        arguments: [
            (1, ErrorCorrection.low, 19, 17), (1, .high, 9, 7), (9, .medium, 182, 180), (10, .medium, 216, 213),
            (26, .quartile, 754, 751), (27, .low, 1468, 1465), (40, .low, 2956, 2953), (40, .high, 1276, 1273),
        ],
    )
    func table(version: Int, level: ErrorCorrection, codewords: Int, bytes: Int) {
        #expect(Capacity.dataCodewords(version: version, errorCorrection: level) == codewords)
        #expect(Capacity.bytes(version: version, errorCorrection: level) == bytes)
    }

    @Test("versions that do not exist hold nothing", arguments: [Int.min, 0, 41, Int.max])
    func outside(version: Int) {
        #expect(Capacity.dataCodewords(version: version, errorCorrection: .low) == nil)
        #expect(Capacity.bytes(version: version, errorCorrection: .low) == nil)
    }

    @Test("a full symbol is taken, and one byte more is not", arguments: 1...40)
    func full(version: Int) throws {
        for level in ErrorCorrection.allCases {
            let options = EncodingOptions(errorCorrection: level, versions: version...version, mask: 0)
            let bytes = try #require(Capacity.bytes(version: version, errorCorrection: level))
            let full = try QRSymbol(segments: [.bytes(.init(repeating: 0xA5, count: bytes))], options: options)
            #expect(full.errorCorrection == level)
            #expect(throws: EncodingError.self) {
                try QRSymbol(segments: [.bytes(.init(repeating: 0xA5, count: bytes + 1))], options: options)
            }
        }
    }

    @Test("levels are named by their letters and ordered by strength")
    func letters() {
        #expect(ErrorCorrection.allCases.map(\.letter) == ["L", "M", "Q", "H"])
        #expect(["L", "m", "Q", "h"].map(ErrorCorrection.init(letter:)) == ErrorCorrection.allCases)
        #expect(ErrorCorrection(letter: "X") == nil)
        #expect(ErrorCorrection(letter: "") == nil)
        #expect(ErrorCorrection.allCases.sorted() == ErrorCorrection.allCases)
    }
}
