// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Scans

@Suite("Words in a text")
struct WordListTests {
    private let words = WordList(["bot", "Smart TV", "q"])

    @Test(
        "are found anywhere, in any letter case",
        arguments: ["bot", "a bot", "xBOTx", "smart tv", "a SMART TV", "Q", "bobot", "smart smart tv", "ä bot"],
    )
    func found(text: String) { #expect(words.isFound(in: text)) }

    @Test("are found whole only", arguments: ["", "bo", "b ot", "smart  tv", "smart t", "bo\u{DF}t", "s", "mart tv"])
    func notFound(text: String) { #expect(!words.isFound(in: text)) }

    @Test("no word is found nowhere, and neither is an empty one")
    func noWord() {
        #expect(!WordList([String]()).isFound(in: "text"))
        #expect(!WordList([""]).isFound(in: "text"))
    }
}
