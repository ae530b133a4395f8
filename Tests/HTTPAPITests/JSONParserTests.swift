// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import NIOCore
import Testing

@testable import HTTPAPI

@Suite("the JSON parser and writer")
struct JSONParserTests {
    private static func parse(_ text: String, depth: Int = 8) throws(JSONFault) -> JSONValue {
        try JSONParser.parse(Array(text.utf8), depth: depth)
    }

    @Test(
        "values are read as what they are",
        arguments: [
            ("null", JSONValue.null), (" true\n", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
            ("-12", .integer(-12)),
            ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(9.223372036854775808e18)),
            ("1.0", .number(1)), ("-0.5e-3", .number(-0.0005)), ("1E2", .number(100)), ("\"\"", .string("")),
            (#""a\"\\\/\b\f\n\r\té🌷""#, .string("a\"\\/\u{8}\u{C}\n\r\té🌷")),
            (#""\u00e9\ud83c\udf37\uFFFF""#, .string("é🌷\u{FFFF}")),
            ("[]", .array([])), ("[1,[2] , {}]", .array([.integer(1), .array([.integer(2)]), .object([:])])),
            (#"{"a":{"b":[null]},"":1}"#, .object(["a": .object(["b": .array([.null])]), "": .integer(1)])),
        ],
    )
    func reads(text: String, value: JSONValue) throws {
        #expect(try Self.parse(text) == value)
    }

    @Test(
        "what is not JSON is refused where it goes wrong",
        arguments: [
            ("", 0), (" ", 1), ("nul", 0), ("truee", 4), ("01", 2), ("-", 1), ("1.", 2), (".5", 0), ("+1", 0),
            ("1e", 2), ("1e400", 5),
            ("0x10", 1), ("NaN", 0), ("'a'", 0), ("\"a", 2), ("\"\u{1}\"", 1), (#""\x""#, 2), (#""\u12G4""#, 2),
            (#""\ud800""#, 2),
            (#""\ud800\u0041""#, 2), (#""\udc00""#, 2), (#""\u0000""#, 2), ("[1,]", 3), ("[1 2]", 3), ("[", 1),
            ("]", 0), ("{,}", 1),
            (#"{"a"}"#, 4), (#"{"a":}"#, 5), (#"{"a":1,}"#, 7), (#"{"a":1 "b":2}"#, 7), (#"{a:1}"#, 1),
            (#"{"a":1,"a":2}"#, 7),
            ("1 2", 2), ("{} {}", 3), ("\u{FEFF}{}", 0),
        ],
    )
    func refuses(text: String, offset: Int) {
        let fault = #expect(throws: JSONFault.self) { try Self.parse(text) }
        #expect(fault?.offset == offset, "\(fault?.reason ?? "")")
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]],
    )
    func encoding(bytes: [UInt8]) {
        #expect(throws: JSONFault.self) { try JSONParser.parse([0x22] + bytes + [0x22], depth: 8) }
        #expect(throws: JSONFault.self) { try JSONParser.parse([0x22, 0x5C, 0x6E] + bytes + [0x22], depth: 8) }
    }

    @Test("nesting has a bound, however long the text is", arguments: ["[", #"{"a":"#])
    func depth(opening: String) throws {
        let closing = opening == "[" ? "]" : "}"
        func nested(_ count: Int) -> String {
            String(repeating: opening, count: count) + "1" + String(repeating: closing, count: count)
        }
        _ = try Self.parse(nested(64), depth: 64)
        for count in [65, 1_000_000] {
            let fault = #expect(throws: JSONFault.self) { try Self.parse(nested(count), depth: 64) }
            #expect(fault?.reason.contains("64") == true)
        }
    }

    @Test("values have a bound in number, because each takes far more memory than its two bytes")
    func values() throws {
        let text = Array("[1,{\"a\":2},[]]".utf8)
        #expect(try JSONParser.parse(text, depth: 8, most: 5).kind == "an array")
        let fault = #expect(throws: JSONFault.self) { try JSONParser.parse(text, depth: 8, most: 4) }
        #expect(fault?.reason == "there are more than 4 values; send them in several calls")
        #expect(fault?.offset == 11)
    }

    @Test("a place is shown as editors do")
    func positions() {
        let text = Array("{\n  \"é\": nil\n}".utf8)
        let fault = #expect(throws: JSONFault.self) { try JSONParser.parse(text, depth: 8) }
        #expect(fault.map { $0.position(in: text) } ?? (0, 0) == (2, 8))
    }

    @Test(
        "what the writer writes reads back, and Foundation agrees",
        arguments: [
            JSONValue.null, .bool(true), .integer(.min), .number(0.1), .number(1e300), .number(-2.5e-300),
            .string("a\"\\\n\r\t\u{1}\u{1F}é🌷\u{2028}"),
            .array([.string("a"), .array([]), .object([:])]),
            .object(["b": .integer(1), "a": .array([.null]), "é\n": .bool(false)]),
        ],
    )
    func writes(value: JSONValue) throws {
        var writer = JSONWriter()
        writer.value(value)
        let bytes = Array(writer.buffer.readableBytesView)
        #expect(try JSONParser.parse(bytes, depth: 8) == value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(bytes)) == value)
    }

    @Test("members and elements are separated, at every level")
    func separators() {
        let text = JSONWriter.text { writer in
            writer.member("a", 1)
            writer.member("b") { _ in }
            writer.member("c", ["x", "y"])
            writer.member("d") { $0.member("e", nil as String?) }
            writer.member("f", [true, false]) { $0.literal($1 ? "true" : "false") }
        }
        #expect(text == #"{"a":1,"b":{},"c":["x","y"],"d":{"e":null},"f":[true,false]}"#)
    }
}
