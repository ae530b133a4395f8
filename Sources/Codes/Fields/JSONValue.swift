// SPDX-License-Identifier: Apache-2.0

/// A JSON value as the rules see it: callers' bodies, payload objects, stored styles.
package enum JSONValue: Sendable, Hashable {
    /// The literal `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without a fraction that fits 64 bits.
    case integer(Int)
    /// Any other number.
    case number(Double)
    /// A string.
    case string(String)
    /// A list of values, in order.
    case array([JSONValue])
    /// Named values. Names are unique; their order carries no meaning.
    case object([String: JSONValue])

    /// What a person calls this kind of value, for error messages, such as "a string" or "an object".
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The members when this is an object, else nil.
    package var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }
}

extension JSONValue: Codable {
    /// Reads any JSON value.
    ///
    /// What is tried in vain costs an error that says where and what, about 1 µs: strings, most of what is stored, come
    /// first. Bodies of requests are not read this way.
    package init(from decoder: any Decoder) throws {
        let scalar = try decoder.singleValueContainer()
        if let text = try? scalar.decode(String.self) {
            self = .string(text)
        } else if let object = try? decoder.container(keyedBy: AnyKey.self) {
            self = .object(try Self.members(of: object))
        } else if var list = try? decoder.unkeyedContainer() {
            self = .array(try Self.elements(of: &list))
        } else if let flag = try? scalar.decode(Bool.self) {
            self = .bool(flag)
        } else if let whole = try? scalar.decode(Int.self) {
            self = .integer(whole)
        } else {
            self = scalar.decodeNil() ? .null : .number(try scalar.decode(Double.self))
        }
    }

    private static func members(of object: KeyedDecodingContainer<AnyKey>) throws -> [String: JSONValue] {
        let keys = object.allKeys
        var members = [String: JSONValue](minimumCapacity: keys.count)
        for key in keys { members[key.stringValue] = try object.decode(JSONValue.self, forKey: key) }
        return members
    }

    private static func elements(of list: inout any UnkeyedDecodingContainer) throws -> [JSONValue] {
        var elements: [JSONValue] = []
        elements.reserveCapacity(list.count ?? 0)
        while !list.isAtEnd { elements.append(try list.decode(JSONValue.self)) }
        return elements
    }

    /// Writes the value as plain JSON.
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let members):
            var container = encoder.container(keyedBy: AnyKey.self)
            for (name, value) in members { try container.encode(value, forKey: AnyKey(stringValue: name)) }
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        default:
            var container = encoder.singleValueContainer()
            try encodeScalar(to: &container)
        }
    }

    private func encodeScalar(to container: inout any SingleValueEncodingContainer) throws {
        switch self {
        case .bool(let flag): try container.encode(flag)
        case .integer(let whole): try container.encode(whole)
        case .number(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .null, .array, .object: try container.encodeNil()
        }
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
