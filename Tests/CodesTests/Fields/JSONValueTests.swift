// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Testing

@Suite("JSON values")
struct JSONValueTests {
    /// JSON texts and the values that they are.
    static let values: [(String, JSONValue)] = [
        ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("0", .integer(0)), ("-0", .integer(0)),
        ("1.0", .integer(1)), ("1e2", .integer(100)), ("0.1", .number(0.1)), ("-1.5e-3", .number(-0.0015)),
        (#""true""#, .string("true")), (#""""#, .string("")), ("[]", .array([])), ("{}", .object([:])),
        (#""\u00e9\ud83d\ude00\u0000""#, .string("é😀\u{0}")),
        ("9007199254740993", .integer(9_007_199_254_740_993)),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1e300", .number(1e300)),
        (#"{"a":[1,{"b":null}],"ü/~":"x"}"#, ["a": [1, ["b": nil]], "ü/~": "x"]),
    ]

    @Test("each kind of value is told from the others", arguments: values)
    func decodes(_ text: String, _ value: JSONValue) throws {
        #expect(try json(text) == value)
    }

    @Test(
        "what is no JSON, or no number that can be held, is an error",
        arguments: ["", "1e400", "nan", "{\"a\":}", "[1}", "'a'", "\"\u{1}\"", "{\"a\":1} x"],
    )
    func refuses(_ text: String) {
        #expect(throws: DecodingError.self) { try json(text) }
    }

    @Test("brackets nested without end are an error and not the end of the process")
    func depth() {
        let text = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(throws: DecodingError.self) { try json(text) }
    }

    @Test("what is written is read back")
    func roundTrip() throws {
        let value: JSONValue = [
            "null": nil, "bool": true, "integer": .integer(.min), "number": 0.1, "text": "a\"\\\u{0}\u{2028}😀",
            "list": [[], [:], [1, [2.5, "x"]]], "": "empty name",
        ]
        #expect(try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value)) == value)
    }

    /// Values and what faults call them.
    static let kinds: [(JSONValue, String)] = [
        (.null, "null"), (.bool(true), "a boolean"), (.integer(1), "a number"), (.number(1.5), "a number"),
        (.string("a"), "a string"), (.array([]), "an array"), (.object([:]), "an object"),
    ]

    @Test("a fault can name the kind of a value", arguments: kinds)
    func kind(_ value: JSONValue, _ kind: String) {
        #expect(value.kind == kind)
    }

    /// RFC 7396, appendix A: original, patch, result.
    static let patches = [
        (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
        (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
        (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#),
        (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
        (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
        (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
        (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
        (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
        (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
        (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
        (#"{"a":"foo"}"#, "null", "null"),
        (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
        (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
        ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
        ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    ]

    @Test("a merge patch does what RFC 7396 shows", arguments: patches)
    func merges(_ target: String, _ patch: String, _ result: String) throws {
        #expect(try json(target).merged(with: json(patch)) == json(result))
    }
}
