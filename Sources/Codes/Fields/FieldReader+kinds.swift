// SPDX-License-Identifier: Apache-2.0

extension FieldReader {
    /// A string of at most `maximum` UTF-8 bytes, or nil where the field is missing, `null` or faulty.
    package mutating func string(_ name: String, maximum: Int, required: Bool = false) -> String? {
        guard let value = value(name, required: required) else { return nil }
        guard case .string(let text) = value else { return wrongType(name, "a string", value) }
        guard text.utf8.count <= maximum else {
            fault(name, "\(name) has \(text.utf8.count) bytes; at most \(maximum) are allowed")
            return nil
        }
        // SQLite and every reader of a C string end a text there.
        guard !text.utf8.contains(0) else {
            fault(name, "\(name) has a null character (U+0000); take it out")
            return nil
        }
        return text
    }

    /// A whole number inside `range`, or nil where the field is missing, `null` or faulty.
    package mutating func integer(_ name: String, in range: ClosedRange<Int>, required: Bool = false) -> Int? {
        guard let value = value(name, required: required) else { return nil }
        guard let whole = value.whole else { return wrongType(name, "a whole number", value) }
        guard range.contains(whole) else {
            fault(name, "\(name) is \(whole); allowed are \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return whole
    }

    /// A number inside `range`, or nil where the field is missing, `null` or faulty.
    package mutating func number(_ name: String, in range: ClosedRange<Double>, required: Bool = false) -> Double? {
        guard let value = value(name, required: required) else { return nil }
        guard let number = value.double else { return wrongType(name, "a number", value) }
        guard range.contains(number) else {
            fault(name, "\(name) is \(number); allowed are \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// A boolean, or nil where the field is missing, `null` or faulty.
    package mutating func bool(_ name: String) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .bool(let flag) = value else { return wrongType(name, "true or false", value) }
        return flag
    }

    /// An object's members, or nil where the field is missing, `null` or faulty.
    package mutating func object(_ name: String) -> [String: JSONValue]? {
        guard let value = value(name) else { return nil }
        return value.members ?? wrongType(name, "an object", value)
    }

    /// A list of strings, or nil where the field is missing, `null` or faulty.
    package mutating func strings(_ name: String, atMost count: Int, maximum: Int) -> [String]? {
        guard let value = value(name) else { return nil }
        guard case .array(let elements) = value else { return wrongType(name, "an array of strings", value) }
        guard elements.count <= count else {
            fault(name, "\(name) has \(elements.count) entries; at most \(count) are allowed")
            return nil
        }
        var texts: [String] = []
        for (index, element) in elements.enumerated() {
            switch element {
            case .string(let text) where text.utf8.count > maximum:
                let length = text.utf8.count
                fault(
                    name, entry: index, "entry \(index) of \(name) has \(length) bytes; at most \(maximum) are allowed",
                )
            case .string(let text) where text.utf8.contains(0):
                fault(name, entry: index, "entry \(index) of \(name) has a null character (U+0000); take it out")
            case .string(let text): texts.append(text)
            default:
                let detail = "entry \(index) of \(name) must be a string, not \(element.kind)"
                fault(name, entry: index, detail, kind: .wrongType)
            }
        }
        return texts
    }

    /// One of an enumeration's raw values, or nil where the field is missing, `null` or faulty.
    package mutating func choice<Choice>(_ name: String, of type: Choice.Type = Choice.self) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let text = string(name, maximum: 64) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        fault(name, "\(name) is \"\(text)\"; allowed are \(allowed)")
        return nil
    }

    private mutating func wrongType<Value>(_ name: String, _ expected: String, _ found: JSONValue) -> Value? {
        fault(name, "\(name) must be \(expected), not \(found.kind)", kind: .wrongType)
        return nil
    }
}

extension JSONValue {
    /// The number when it has no fraction and fits `Int`, else nil.
    fileprivate var whole: Int? {
        switch self {
        case .integer(let whole): whole
        case .number(let number): Int(exactly: number)
        default: nil
        }
    }

    /// The number, else nil.
    fileprivate var double: Double? {
        switch self {
        case .integer(let whole): Double(whole)
        case .number(let number): number
        default: nil
        }
    }
}
