// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Short ids")
struct CodeIDTests {
    @Test(
        "a slug has 3 to 64 letters, digits, hyphens and underscores",
        arguments: ["abc", "A-_9", "---", "000", String(repeating: "x", count: 64)],
    )
    func taken(_ slug: String) throws {
        #expect(try CodeID(slug: slug).text == slug)
        #expect(CodeID(slug)?.description == slug)
    }

    @Test(
        "anything else is refused as a slug and needs no lookup as an id",
        arguments: [
            "", "ab", String(repeating: "x", count: 65), "a b", "a/b", "a.b", "a%62c", "abc\n", "abc\u{0}", "äbc",
            "abc\u{301}", "ａｂｃ", "a+b", "a~b", "../etc", "abc?",
        ],
    )
    func refused(_ slug: String) {
        #expect(CodeID(slug) == nil)
        #expect(pointers { () throws(CodeError) in try CodeID(slug: slug) } == ["/slug"])
    }

    @Test(
        "a reserved word is refused in any letter case", arguments: ["api", "API", "Healthz", "well-known", "admin"],
    )
    func reserved(_ slug: String) {
        let found = faults { () throws(CodeError) in try CodeID(slug: slug, at: "/x") }
        #expect(found.map(\.pointer) == ["/x"])
        #expect(found.first?.detail.contains("reserved") == true)
        // An id that a store has is an id, whatever was reserved since.
        #expect(CodeID(slug) != nil)
    }

    @Test("a word that only holds a reserved one is free", arguments: ["apis", "my-api", "api_", "status7"])
    func notReserved(_ slug: String) throws {
        #expect(try CodeID(slug: slug).text == slug)
    }

    @Test("a made id has eight base-62 characters, and two differ")
    func made() {
        var generator = SystemRandomNumberGenerator()
        let ids = Set((0..<1_000).map { _ in CodeID(using: &generator) })
        #expect(ids.count == 1_000)
        #expect(ids.allSatisfy { $0.text.utf8.count == 8 && !$0.text.contains("-") && !$0.text.contains("_") })
    }

    @Test("each of the 62 characters comes up equally often")
    func distribution() {
        var generator = SeededGenerator(seed: 62)
        let text = Base62.random(count: 620_000, using: &generator)
        let counts = text.utf8.reduce(into: [UInt8: Int]()) { $0[$1, default: 0] += 1 }
        #expect(counts.count == 62)
        // Pearson's chi-squared with 61 degrees of freedom: 100.9 is its 99.9th percentile.
        let deviation = counts.values.reduce(0.0) { $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000 }
        #expect(deviation < 100.9)
    }
}
