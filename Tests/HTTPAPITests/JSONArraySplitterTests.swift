// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@testable import HTTPAPI

@Suite("The splitter of JSON arrays")
struct JSONArraySplitterTests {
    private static let arrays: [(text: String, elements: [String])] = [
        ("[]", []), (" [ ] \n", []), ("[1]", ["1"]), ("[1,2]", ["1", "2"]),
        ("[ -1.5e+3 , null,true ]", ["-1.5e+3", "null", "true"]),
        (#"["a,]b","\"]","\\"]"#, [#""a,]b""#, #""\"]""#, #""\\""#]),
        (#"[{"a":[1,{"b":"}"}]},[[]],{}]"#, [#"{"a":[1,{"b":"}"}]}"#, "[[]]", "{}"]),
        (#"["\ud83e\udd73","🥳","\u00e9"]"#, [#""\ud83e\udd73""#, #""🥳""#, #""\u00e9""#]),
    ]

    @Test("elements come as they were written, however the text is cut", arguments: arrays)
    func elements(text: String, elements: [String]) throws {
        for size in [1, 2, 3, 7, 1_000] { #expect(try split(text, piece: size) == elements) }
    }

    private static let broken = [
        "", " ", "{}", "1", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1]]", "[1] 2", "[}", "[{]", "[{]}", "[\"a]",
        "[tru]", "[truee]", "[01]", "[1.]", "[.5]", "[1e]", "[-]", "[+1]", "[\"\\x\"]", "[\"\\u12\"]",
        "[\"\\ud800\"]", "[\"\\udc00\"]", "[\"\\ud800\\u0041\"]", "[\"\\u0000\"]", "[\"\u{1}\"]", "[{\"a\"}]",
        "[{\"a\":}]", "[{\"a\":1,}]", "[{a:1}]", "[[1,]]", "[[,]]", "[{,}]", "[nul", "[NaN]", "['a']",
    ]

    @Test("what is no JSON array is refused, and the parser agrees", arguments: broken)
    func refused(text: String) {
        for size in [1, 3, 1_000] {
            #expect(throws: JSONFault.self) { try split(text, piece: size) }
        }
        let isArray = (try? JSONParser.parse(Array(text.utf8), depth: 64)).map {
            if case .array = $0 { true } else { false }
        }
        #expect(isArray != true)
    }

    @Test("a byte order mark is refused by all three readers, in words that name it")
    func byteOrderMark() {
        let text = "\u{FEFF}[1]"
        for size in [1, 3, 1_000] {
            let fault = #expect(throws: JSONFault.self) { try split(text, piece: size) }
            #expect(fault?.reason.contains("byte order mark") == true && fault?.offset == 0)
        }
        let parsed = #expect(throws: JSONFault.self) { try JSONParser.parse(Array(text.utf8), depth: 8) }
        let checked = #expect(throws: JSONFault.self) { try JSONCheck.check(Array(text.utf8).span, depth: 8) }
        #expect(parsed?.reason.contains("byte order mark") == true && parsed == checked)
        let later = #expect(throws: JSONFault.self) { try JSONParser.parse(Array(" \u{FEFF}[1]".utf8), depth: 8) }
        #expect(later?.reason == "a value is expected")
    }

    @Test("every text that one of the two takes is taken by the other")
    func agreesWithParser() throws {
        var generator = SeededBytes(seed: 7)
        let alphabet = Array(#"[]{},:"\u0aetrflsn-+.19 "#.utf8)
        var taken = 0
        for _ in 0..<20_000 {
            let text =
                [UInt8(ascii: "[")]
                + (0..<(generator.next() % 9)).map { _ in
                    alphabet[generator.next() % alphabet.count]
                } + [UInt8(ascii: "]")]
            let parsed = try? JSONParser.parse(text, depth: 64)
            let elements = try? split(String(decoding: text, as: UTF8.self), piece: 1 + generator.next() % 4)
            // Equal names are a fault of the element that has them.
            if parsed == nil, elements != nil { #expect(text.contains(UInt8(ascii: "{"))) }
            if parsed != nil { #expect(elements != nil, "\(String(decoding: text, as: UTF8.self))") }
            taken += parsed == nil ? 0 : 1
        }
        #expect(taken > 100)
    }

    @Test("bytes that are no UTF-8 are refused, across a cut too")
    func notUTF8() throws {
        let whole = Array("[\"é\"]".utf8)
        #expect(try split(whole, piece: 1) == ["\"é\""])
        for position in 2...3 {
            var bytes = whole
            bytes[position] = 0xFF
            #expect(throws: JSONFault.self) { try split(bytes, piece: 1) }
        }
    }

    @Test("nesting and the length of an element are bounded, and the fault says where")
    func bounds() throws {
        let deep = "[" + String(repeating: "[", count: 63) + String(repeating: "]", count: 63) + "]"
        #expect(try split(deep, piece: 10).count == 1)
        let deeper = "[[\(deep)]]"
        #expect(throws: JSONFault.self) { try split(deeper, piece: 10) }
        let fault = #expect(throws: JSONFault.self) {
            try split("[1,\"" + String(repeating: "x", count: 200) + "\"]", piece: 10, longest: 100)
        }
        #expect(fault?.reason == "element 1 of the array is longer than 100 bytes")
        #expect(throws: JSONFault("a value is expected", at: 5)) { try split("[1,2,x]", piece: 2) }
    }

    @discardableResult
    private func split(_ text: String, piece: Int, longest: Int = 1_000) throws -> [String] {
        try split(Array(text.utf8), piece: piece, longest: longest)
    }

    private func split(_ bytes: [UInt8], piece: Int, longest: Int = 1_000) throws -> [String] {
        var splitter = JSONArraySplitter(depth: 64, longestElement: longest)
        var elements: [String] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            let part = Array(bytes[start..<min(start + piece, bytes.count)])
            try splitter.read(part.span) { element in
                elements.append(String(decoding: element.indices.map { element[$0] }, as: UTF8.self))
            }
        }
        try splitter.finish()
        #expect(splitter.count == elements.count)
        return elements
    }
}

/// Numbers that are the same in every run.
private struct SeededBytes {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 40)
    }
}
