// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Tags")
struct TagTests {
    @Test(
        "white space at the ends is taken off",
        arguments: [("a", "a"), (" bus 7 ", "bus 7"), ("\tspring\n", "spring"), ("\u{3000}春\u{A0}", "春")],
    )
    func trimmed(_ given: String, _ kept: String) {
        #expect(Tag(given)?.text == kept)
    }

    @Test("64 bytes are the most")
    func longest() {
        #expect(Tag(String(repeating: "ö", count: 32))?.text.utf8.count == 64)
        #expect(Tag(String(repeating: "ö", count: 32) + "x") == nil)
    }

    @Test(
        "nothing, and control characters, are no tags",
        arguments: ["", "  ", "a\nb", "a\u{1F}b", "a\u{0}", "a\u{85}b"],
    )
    func refused(_ text: String) {
        #expect(Tag(text) == nil)
    }

    @Test("a list keeps its order and drops repeats")
    func list() throws {
        #expect(try Tag.list(["b", "a", " b ", "A"], at: "/tags").map(\.text) == ["b", "a", "A"])
    }

    @Test("every faulty entry of a list is named by its place")
    func faultyEntries() {
        let found = pointers { () throws(CodeError) in try Tag.list(["", "ok", "a\u{7}"], at: "/tags") }
        #expect(found == ["/tags/0", "/tags/2"])
    }
}
