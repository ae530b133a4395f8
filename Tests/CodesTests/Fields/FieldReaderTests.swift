// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Reading fields")
struct FieldReaderTests {
    private func read(
        _ members: [String: JSONValue],
        at base: String = "",
        _ body: (inout FieldReader) -> Void,
    ) -> [FieldFault] {
        faults { () throws(CodeError) in
            var fields = FieldReader(members, at: base)
            body(&fields)
            try fields.finish()
        }
    }

    @Test("fields of the right kind are read without a fault")
    func reads() {
        let members: [String: JSONValue] = [
            "text": "é", "whole": 3, "real": 2.5, "exact": 4.0, "flag": true, "object": ["a": 1], "list": ["a", "b"],
            "choice": "write", "gone": nil,
        ]
        let found = read(members) { fields in
            #expect(fields.string("text", maximum: 2) == "é")
            #expect(fields.integer("whole", in: 1...3) == 3)
            #expect(fields.integer("exact", in: 1...4) == 4)
            #expect(fields.number("real", in: 0...3) == 2.5)
            #expect(fields.bool("flag") == true)
            #expect(fields.object("object") == ["a": 1])
            #expect(fields.strings("list", atMost: 2, maximum: 1) == ["a", "b"])
            #expect(fields.choice("choice", of: Scope.self) == .write)
            #expect(fields.string("gone", maximum: 1) == nil)
            #expect(fields.has("gone") && !fields.has("never"))
            #expect(fields.given("gone") == JSONValue.null)
        }
        #expect(found == [])
    }

    /// A value of each kind.
    static let oneOfEach: [JSONValue] = [true, 1, 1.5, "x", [1], ["a": 1]]

    @Test("a value of another type is a fault of that kind at its field", arguments: oneOfEach)
    func wrongTypes(_ value: JSONValue) {
        let readers: [(accepts: String, read: (inout FieldReader) -> Void)] = [
            ("a string", { _ = $0.string("f", maximum: 9) }), ("a number", { _ = $0.number("f", in: 0...9) }),
            ("a boolean", { _ = $0.bool("f") }), ("an object", { _ = $0.object("f") }),
            ("an array", { _ = $0.strings("f", atMost: 9, maximum: 9) }),
        ]
        for reader in readers where reader.accepts != value.kind {
            let found = read(["f": value], at: "/data", reader.read)
            #expect(found.map(\.pointer) == ["/data/f"])
            #expect(found.map(\.kind) == [.wrongType])
            #expect(found.first?.detail.contains("not \(value.kind)") == true)
        }
    }

    @Test("a fraction is no whole number, nor is one beyond 64 bits", arguments: [1.5, 1e19])
    func fractions(_ number: Double) {
        #expect(read(["f": .number(number)]) { _ = $0.integer("f", in: .min ... .max) }.map(\.kind) == [.wrongType])
    }

    @Test("a value out of its bounds is named with the bounds")
    func bounds() {
        let members: [String: JSONValue] = ["a": "ééé", "b": 11, "c": -0.5, "d": ["x", "y", "z"], "e": "sometimes"]
        let found = read(members) { fields in
            _ = fields.string("a", maximum: 5)
            _ = fields.integer("b", in: 1...10)
            _ = fields.number("c", in: 0...1)
            _ = fields.strings("d", atMost: 2, maximum: 9)
            _ = fields.choice("e", of: CodeStatus.self)
        }
        #expect(found.map(\.pointer) == ["/a", "/b", "/c", "/d", "/e"])
        #expect(found.allSatisfy { $0.kind == .invalid })
        #expect(
            found.map(\.detail) == [
                "a has 6 bytes; at most 5 are allowed", "b is 11; allowed are 1 to 10",
                "c is -0.5; allowed are 0.0 to 1.0", "d has 3 entries; at most 2 are allowed",
                "e is \"sometimes\"; allowed are active, inactive",
            ])
    }

    @Test("each faulty entry of a list is named by its place")
    func entries() {
        let found = read(["l": ["ok", 1, "long", "a\u{0}", nil]]) { _ = $0.strings("l", atMost: 9, maximum: 3) }
        #expect(found.map(\.pointer) == ["/l/1", "/l/2", "/l/3", "/l/4"])
        #expect(found.map(\.kind) == [.wrongType, .invalid, .invalid, .wrongType])
    }

    @Test("a null character is refused in every string")
    func nullCharacter() {
        let found = read(["f": "a\u{0}b"]) { #expect($0.string("f", maximum: 9) == nil) }
        #expect(found.map(\.pointer) == ["/f"])
    }

    @Test("a required field that is missing or null is a fault")
    func required() {
        let found = read(["b": nil]) { fields in
            _ = fields.string("a", maximum: 9, required: true)
            _ = fields.integer("b", in: 0...1, required: true)
        }
        #expect(found.map(\.pointer) == ["/a", "/b"])
        #expect(found.allSatisfy { $0.kind == .missing })
    }

    @Test("what was not read is unknown, after the other faults and in the order of names")
    func unknown() {
        let found = read(["z": 1, "known": 1, "a/b~c": 2]) { _ = $0.string("known", maximum: 9) }
        #expect(found.map(\.pointer) == ["/known", "/a~1b~0c", "/z"])
        #expect(found.map(\.kind) == [.wrongType, .unknown, .unknown])
        #expect(found.last?.detail == "z is not a field here; allowed are known")
    }

    @Test("where there are no fields, the fault of an unknown one says so")
    func noFields() {
        let found = read(["z": 1]) { _ in }
        #expect(found.map(\.detail) == ["z is not a field here; there are none"])
    }

    @Test("many unknown fields and long names do not make a long answer")
    func bounded() {
        let many = Dictionary(uniqueKeysWithValues: (0..<10_000).map { ("field\($0)", JSONValue.null) })
        let long = [String(repeating: "x", count: 1_000_000): JSONValue.null]
        let ofMany = read(many) { _ = $0.has("a") }
        #expect(ofMany.count == 21)
        #expect(ofMany.last?.detail == "9980 more fields are not fields here; allowed are a")
        #expect(read(long) { _ = $0.has("a") }.allSatisfy { $0.detail.utf8.count < 200 && $0.pointer.utf8.count < 200 })
    }
}
