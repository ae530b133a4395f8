// SPDX-License-Identifier: Apache-2.0

extension FieldReader {
    /// A string or a list of strings, or nil where the field is missing, `null` or faulty.
    mutating func oneOrMore(_ name: String, atMost count: Int, maximum: Int) -> [String]? {
        if case .string = given(name) { return string(name, maximum: maximum).map { [$0] } }
        return strings(name, atMost: count, maximum: maximum)
    }

    /// The values of a list's entries; an entry that is none is a fault.
    mutating func entries<Value>(
        _ name: String,
        _ texts: [String],
        allowed: String? = nil,
        _ read: (String) -> Value?,
    ) -> [Value] {
        var values: [Value] = []
        for (index, text) in texts.enumerated() {
            if let value = read(text) {
                values.append(value)
            } else {
                let hint = allowed.map { "; allowed are \($0)" } ?? ""
                fault(name, entry: index, "entry \(index) of \(name) is \"\(text)\", which is none\(hint)")
            }
        }
        return values
    }

    /// The values of a list of objects, each read by its own fields; nil where the field is missing, `null` or faulty.
    mutating func objects<Value>(
        _ name: String,
        atMost count: Int,
        _ read: (inout FieldReader) -> Value?,
    ) -> [Value]? {
        guard let value = value(name) else { return nil }
        guard case .array(let elements) = value else {
            fault(name, "\(name) must be an array of objects, not \(value.kind)", kind: .wrongType)
            return nil
        }
        guard elements.count <= count else {
            fault(name, "\(name) has \(elements.count) entries; at most \(count) are allowed")
            return nil
        }
        var values: [Value] = []
        for (index, element) in elements.enumerated() {
            guard let members = element.members else {
                let detail = "entry \(index) of \(name) must be an object, not \(element.kind)"
                fault(name, entry: index, detail, kind: .wrongType)
                continue
            }
            var inner = FieldReader(members, at: "\(pointer(name))/\(index)")
            if let value = read(&inner) { values.append(value) }
            finish(&inner)
        }
        return values
    }

    /// Ends the reading of a nested object, whose faults become this one's.
    package mutating func finish(_ inner: inout FieldReader) {
        do throws(CodeError) {
            try inner.finish()
        } catch {
            if case .invalid(let faults) = error { add(faults) }
        }
    }

    /// A destination, or nil where the field is missing, `null` or faulty.
    package mutating func destination(_ name: String, refusing hosts: OwnHosts, required: Bool = false) -> Destination?
    {
        guard let text = string(name, maximum: Destination.maximumLength, required: required) else { return nil }
        let pointer = pointer(name)
        return checked { () throws(CodeError) in try Destination(text, at: pointer, refusing: hosts) }
    }

    /// Campaign tags, merged into those that were set; nil where there are none.
    mutating func tags(_ name: String, mergedInto kept: JSONValue = .object([:])) -> CampaignTags? {
        let patch = object(name) ?? [:]
        var inner = FieldReader(kept.merged(with: .object(patch)).members ?? [:], at: pointer(name))
        let tags = CampaignTags(&inner)
        finish(&inner)
        return tags
    }
}
