// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@testable import HTTPAPI

@Suite("Reasons of failed rows")
struct RowReasonsTests {
    private func words(_ faults: [FieldFault]) -> String {
        RowWorker.words(for: CodeError.invalid(faults), of: RowFields([:], .codes)).message
    }

    @Test("a row says all its reasons, as it has no list of them")
    func all() {
        let one = FieldFault("/slug", "slug is too long")
        let other = FieldFault("/size", "size must be a whole number, not a string", kind: .wrongType)
        #expect(words([one]) == "slug is too long")
        #expect(words([one, other]) == "slug is too long; size must be a whole number, not a string")
    }

    @Test("reasons that do not fit are counted")
    func bound() {
        let faults = (0..<30).map { FieldFault("/\($0)", "\($0) \(String(repeating: "x", count: 296))") }
        let text = words(faults)
        #expect(text.utf8.count < 1_000 && text.hasPrefix("0 xxx") && text.hasSuffix("; and 27 more"), "\(text)")
    }
}
