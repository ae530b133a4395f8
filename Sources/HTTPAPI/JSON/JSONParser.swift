// SPDX-License-Identifier: Apache-2.0

import Codes

/// Reads JSON (RFC 8259), strictly and within bounds.
///
/// Not `JSONDecoder`: it keeps the last of two members with one name where a proxy in front may have checked the first,
/// it has no bound on nesting of ours, and it does not say where the text is wrong.
struct JSONParser {
    /// How many values a text may hold, arrays and objects counted: more than the largest batch needs, in some 50 MiB.
    static let mostValues = 1_000_000

    private let bytes: [UInt8]
    private let depth: Int
    private let most: Int
    private var index = 0
    private var values = 0

    /// Reads one value and nothing after it.
    ///
    /// `depth` is how deep arrays and objects may be nested; the parser's own stack grows with it. `most` is how many
    /// values there may be in all, for a value of two bytes takes ten times that of memory.
    static func parse(_ bytes: [UInt8], depth: Int, most: Int = mostValues) throws(JSONFault) -> JSONValue {
        var parser = JSONParser(bytes: bytes, depth: depth, most: most)
        let value = try parser.value(inside: 0)
        parser.skipSpace()
        guard parser.index == bytes.count else { throw parser.fault("nothing may follow the value") }
        return value
    }

    private init(bytes: [UInt8], depth: Int, most: Int) {
        self.bytes = bytes
        self.depth = depth
        self.most = most
    }

    private mutating func value(inside level: Int) throws(JSONFault) -> JSONValue {
        skipSpace()
        values += 1
        guard values <= most else { throw fault("there are more than \(most) values; send them in several calls") }
        switch try peek("a value is expected") {
        case UInt8(ascii: "{"): return .object(try members(inside: level))
        case UInt8(ascii: "["): return .array(try elements(inside: level))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case let byte: throw .begins(with: byte, at: index, "a value is expected")
        }
    }

    private mutating func members(inside level: Int) throws(JSONFault) -> [String: JSONValue] {
        try enter(level)
        var members: [String: JSONValue] = [:]
        if skip(UInt8(ascii: "}")) { return members }
        repeat {
            skipSpace()
            let start = index
            guard try peek("a name in quotes is expected") == UInt8(ascii: "\"") else {
                throw fault("a name in quotes is expected")
            }
            let name = try string()
            guard skip(UInt8(ascii: ":")) else { throw fault("a colon is expected after a name") }
            // Readers disagree about which of two equal names counts (RFC 8259 section 4), so neither does.
            guard members.updateValue(try value(inside: level + 1), forKey: name) == nil else {
                throw JSONFault("the name \"\(name.prefix(40))\" stands twice in one object", at: start)
            }
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "}")) else { throw fault("a comma or } is expected") }
        return members
    }

    private mutating func elements(inside level: Int) throws(JSONFault) -> [JSONValue] {
        try enter(level)
        var elements: [JSONValue] = []
        if skip(UInt8(ascii: "]")) { return elements }
        repeat {
            elements.append(try value(inside: level + 1))
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "]")) else { throw fault("a comma or ] is expected") }
        return elements
    }

    /// Steps into an array or object; the bound keeps a body of brackets from exhausting the stack.
    private mutating func enter(_ level: Int) throws(JSONFault) {
        guard level < depth else { throw fault("arrays and objects are nested more than \(depth) deep") }
        index += 1
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let name = "\(text)".utf8
        guard bytes[index...].starts(with: name) else { throw fault("a value is expected") }
        index += name.count
        return value
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        var scanner = JSONNumber(bytes, from: index)
        let value = try scanner.scan()
        index = scanner.index
        return value
    }

    private mutating func string() throws(JSONFault) -> String {
        var scanner = JSONText(bytes, from: index)
        let text = try scanner.scan()
        index = scanner.index
        return text
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            index += 1
        }
    }

    /// Takes a byte when it is the next one after white space.
    private mutating func skip(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private func peek(_ expectation: String) throws(JSONFault) -> UInt8 {
        guard index < bytes.count else { throw fault("the text ends where \(expectation)") }
        return bytes[index]
    }

    private func fault(_ reason: String) -> JSONFault { JSONFault(reason, at: index) }
}
