// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Scans

@Suite("What a text must contain for a pattern to match")
struct RequiredTextTests {
    /// Clauses separated by `&`, their alternatives by `|`.
    @Test(
        "literal text is required, whatever is optional is not",
        arguments: [
            ("Firefox/(\\d+)", "firefox/"), ("(Firefox|Chrome)/1", "firefox|chrome"), ("ab", ""), ("abcd?", "abc"),
            ("abcd*ef", "abc"), ("abc+def", "abc&def"), ("abcd{0,2}efg", "abc&efg"), ("abcd{2,3}efg", "abcd&efg"),
            ("(?:Opera|)/9 Mobi", "/9 mobi"), ("(Opera)?Mobi", "mobi"), ("(Opera)+Mobi", "opera&mobi"),
            ("[Oo]pera", "opera"), ("[OP]pera", "pera"), ("[^o]pera", "pera"), ("ope[\\w]rat", "ope&rat"),
            ("a\\.b\\/c", "a.b/c"), ("abc\\dxyz", "abc&xyz"), ("^abc$", "abc"), ("abc.xyz", "abc&xyz"),
            ("(?:abc|(?:def|ghi)jkl)", "abc|def|ghi"), ("(abc|x)", ""), ("abc+?def", "abc&def"),
            ("abc|def", "abc|def"),
            // Not understood: nothing is required.
            ("(?=abc)def", ""), ("abc)", ""), ("(abc", ""), ("[abc", ""), ("abc\\", ""), ("*abc", ""),
        ], )
    func clauses(pattern: String, expected: String) {
        let clauses = RequiredText(ofPattern: pattern).clauses
        let shown = clauses.map { clause in
            clause.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
        }
        #expect(shown.joined(separator: "&") == expected)
    }

    @Test("candidates are the patterns whose texts are there, letter case ignored, and those that require nothing")
    func candidates() {
        let texts = RequiredTexts(
            ["(Firefox|Chrome)/", "Opera.*Mobi", "\\d", "Safari"].map(RequiredText.init(ofPattern:))
        )
        func all(in text: String) -> [Int] {
            let grams = TextGrams(of: Array(text.utf8))
            var found: [Int] = []
            while let next = texts.firstCandidate(from: found.last.map { $0 + 1 } ?? 0, in: grams) {
                found.append(next)
            }
            return found
        }
        #expect(all(in: "x CHROME/1") == [0, 2])
        #expect(all(in: "Mobile Opera safari") == [1, 2, 3])
        #expect(all(in: "Opera") == [2])
        #expect(all(in: "") == [2])
    }
}
