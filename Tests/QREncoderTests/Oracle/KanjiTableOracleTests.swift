// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QREncoder

@Suite("The table of kanji values")
struct KanjiTableOracleTests {
    private struct Range: Encodable {
        let first: Int
        let count: Int
    }

    @Test("every scalar of the Basic Multilingual Plane has the value of Python's codec")
    func codec() async throws {
        let ranges = stride(from: 0, to: 0x10000, by: 0x1000).map { Range(first: $0, count: 0x1000) }
        let answers = try await PythonOracle(script: "kanji_codec.py").answers(to: ranges, as: [UInt16?].self)
        let values = (0..<0x10000 as Swift.Range<UInt32>).map(KanjiTable.value)
        #expect(Array(answers.joined()) == values)
        #expect(values.count { $0 != nil } == 6879)
    }

    @Test("scalars beyond it have none")
    func beyond() {
        #expect(KanjiTable.value(of: 0x10000) == nil)
        #expect(KanjiTable.value(of: 0x2000B) == nil)
    }
}
