// SPDX-License-Identifier: Apache-2.0

/// Takes the fields of a JSON object one by one, and remembers every fault instead of stopping at the first.
///
/// Read each field the object may have, then call ``finish()``: whatever was not read is an unknown field.
package struct FieldReader {
    /// The most unknown fields that are named one by one.
    private static let namedStrangers = 20

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

    /// Whether a field of this object, or something in it, is at fault by now.
    func hasFault(in name: String) -> Bool {
        let pointer = pointer(name)
        return faults.contains { $0.pointer == pointer || $0.pointer.hasPrefix(pointer + "/") }
    }

    /// Adds a fault that the caller found in a field of this object.
    package mutating func fault(_ name: String, _ detail: String, kind: FieldFault.Kind = .invalid) {
        faults.append(FieldFault(pointer(name), detail, kind: kind))
    }

    /// Adds a fault of one entry of a field that is a list.
    mutating func fault(_ name: String, entry index: Int, _ detail: String, kind: FieldFault.Kind = .invalid) {
        faults.append(FieldFault("\(pointer(name))/\(index)", detail, kind: kind))
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

    /// Ends the reading, and passes over fields that nobody read.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault found.
    package func finishIgnoringStrangers() throws(CodeError) {
        guard faults.isEmpty else { throw .invalid(faults) }
    }

    /// Ends the reading.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault found, unknown fields included.
    package mutating func finish() throws(CodeError) {
        let strangers = members.keys.filter { !known.contains($0) }.sorted()
        let allowed = known.isEmpty ? "there are none" : "allowed are " + known.sorted().joined(separator: ", ")
        for name in strangers.prefix(Self.namedStrangers) {
            // The caller chose the name, and the answer repeats it.
            let shown = name.unicodeScalars.count > 64 ? "\(name.prefix(64))…" : name
            fault(shown, "\(shown) is not a field here; \(allowed)", kind: .unknown)
        }
        if strangers.count > Self.namedStrangers {
            let more = strangers.count - Self.namedStrangers
            faults.append(
                FieldFault(base, "\(more) more fields are not fields here; \(allowed)", kind: .unknown))
        }
        guard faults.isEmpty else { throw .invalid(faults) }
    }
}
