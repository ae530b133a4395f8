// SPDX-License-Identifier: Apache-2.0

/// Takes the fields of a JSON object one by one, and remembers every fault instead of stopping at the first.
///
/// Read each field the object may have, then call ``finish()``: whatever was not read is an unknown field.
package struct FieldReader {
    private let members: [String: JSONValue]
    private let base: String
    private var known: Set<String> = []
    /// The faults found so far, in the order in which fields were read.
    package private(set) var faults: [FieldFault] = []

    /// Starts on an object's members.
    /// - Parameters:
    ///   - members: the object's fields.
    ///   - base: the JSON Pointer of the object itself; empty for the body's root.
    package init(_ members: [String: JSONValue], at base: String = "") {
        self.members = members
        self.base = base
    }

    /// The JSON Pointer of a field of this object.
    package func pointer(_ name: String) -> String {
        let escaped = name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
        return base + "/" + escaped.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }

    /// Whether the field is there at all, `null` included; from then on it counts as a field of this object.
    package mutating func has(_ name: String) -> Bool {
        known.insert(name)
        return members[name] != nil
    }

    /// Adds a fault that the caller found in a field of this object.
    package mutating func fault(_ name: String, _ detail: String, kind: FieldFault.Kind = .invalid) {
        faults.append(FieldFault(pointer(name), detail, kind: kind))
    }

    /// Adds faults found elsewhere, for example in a nested object.
    package mutating func add(_ more: [FieldFault]) { faults.append(contentsOf: more) }

    /// The field as it was given, `null` included; nil where it is missing.
    package mutating func given(_ name: String) -> JSONValue? {
        known.insert(name)
        return members[name]
    }

    /// The field as it is, or nil where it is missing or `null`.
    package mutating func value(_ name: String, required: Bool = false) -> JSONValue? {
        known.insert(name)
        if let value = members[name], value != .null { return value }
        if required { fault(name, "\(name) is required", kind: .missing) }
        return nil
    }

    /// A string of at most `maximum` UTF-8 bytes, or nil where the field is missing, `null` or faulty.
    package mutating func string(_ name: String, maximum: Int, required: Bool = false) -> String? {
        guard let value = value(name, required: required) else { return nil }
        guard case .string(let text) = value else { return wrongType(name, "a string", value) }
        guard text.utf8.count <= maximum else {
            fault(name, "\(name) has \(text.utf8.count) bytes; at most \(maximum) are allowed")
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
            guard case .string(let text) = element, text.utf8.count <= maximum else {
                let detail = "entry \(index) of \(name) must be a string of at most \(maximum) bytes"
                faults.append(FieldFault("\(pointer(name))/\(index)", detail, kind: .wrongType))
                continue
            }
            texts.append(text)
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

    /// Ends the reading.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault found, unknown fields included.
    package mutating func finish() throws(CodeError) {
        for name in members.keys.sorted() where !known.contains(name) {
            let allowed = known.sorted().joined(separator: ", ")
            fault(name, "\(name) is not a field here; allowed are \(allowed)", kind: .unknown)
        }
        guard faults.isEmpty else { throw .invalid(faults) }
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
