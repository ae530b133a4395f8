// SPDX-License-Identifier: Apache-2.0

import CSV
import Testing

@Suite("CSV that is written")
struct CSVWriterTests {
    private func written(_ fields: [String?], neutralizes: Bool = true) -> String {
        var writer = CSVWriter(neutralizes: neutralizes)
        writer.record(fields)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test("fields are quoted where they need it, and only there")
    func quotes() {
        #expect(
            written(["a", nil, "b c", "d,e", "f\"g", "h\r\ni", " j"])
                == "a,,b c,\"d,e\",\"f\"\"g\",\"h\r\ni\",\" j\"\r\n")
    }

    @Test(
        "cells that begin like a formula get an apostrophe",
        arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"], )
    func formulas(_ text: String) {
        #expect(CSVFormula.neutralized(text) == "'" + text)
        #expect(written([text]).contains("'" + text))
        #expect(!written([text], neutralizes: false).contains("'"))
    }

    @Test(
        "what was neutralized is restored exactly, and what was not stays",
        arguments: [
            "=1", "'=1", "''=1", "plain", "'plain", "'", "", "https://example.com/?a=1", "é+", "'\t", "'\u{31E}=1",
            "\u{FEFF}L",
        ], )
    func restored(_ text: String) throws {
        #expect(CSVFormula.restored(CSVFormula.neutralized(text)) == text)
        var reader = CSVReader()
        let records = try reader.read(written([text, "x"]).utf8)
        #expect(records.first?.fields.first.map(CSVFormula.restored) == text)
    }

    @Test("what was taken is not written again")
    func take() {
        var writer = CSVWriter()
        writer.record(["a"])
        #expect(writer.take() == Array("a\r\n".utf8))
        #expect(writer.take().isEmpty)
    }
}
