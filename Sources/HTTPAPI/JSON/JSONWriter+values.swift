// SPDX-License-Identifier: Apache-2.0

import Codes

extension JSONWriter {
    /// A member that is a string, or `null`.
    mutating func member(_ name: String, _ text: String?) {
        self.name(name)
        if let text { string(text) } else { null() }
    }

    /// A member that is a whole number.
    mutating func member(_ name: String, _ number: Int) {
        self.name(name)
        integer(number)
    }

    /// A member that is a whole number, or `null`.
    mutating func member(_ name: String, _ number: Int?) {
        self.name(name)
        if let number { integer(number) } else { null() }
    }

    /// A member that is true or false.
    mutating func member(_ name: String, _ flag: Bool) {
        self.name(name)
        literal(flag ? "true" : "false")
    }

    /// A member that is a moment, or `null`: ISO 8601 in UTC with milliseconds.
    mutating func member(_ name: String, _ moment: Timestamp?) { member(name, moment?.iso8601) }

    /// A member that is a list of strings.
    mutating func member(_ name: String, _ texts: [String]) {
        self.name(name)
        array(texts) { writer, text in writer.string(text) }
    }

    /// A member that is an object.
    mutating func member(_ name: String, _ members: (inout JSONWriter) -> Void) {
        self.name(name)
        object(members)
    }

    /// A member that is a list of anything.
    mutating func member<Element>(
        _ name: String,
        _ elements: some Sequence<Element>,
        _ write: (inout JSONWriter, Element) -> Void,
    ) {
        self.name(name)
        array(elements, write)
    }

    mutating func integer(_ number: Int) { literal(String(number)) }

    mutating func null() { literal("null") }

    /// Any value; members of objects by name, so that equal values have equal texts.
    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): literal(flag ? "true" : "false")
        case .integer(let number): integer(number)
        // The shortest text that reads back as the same number; JSON has none for what is not finite.
        case .number(let number): number.isFinite ? literal(number.description) : null()
        case .string(let text): string(text)
        case .array(let elements): array(elements) { writer, element in writer.value(element) }
        case .object(let members):
            object { writer in
                for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                    writer.name(name)
                    writer.value(member)
                }
            }
        }
    }
}
