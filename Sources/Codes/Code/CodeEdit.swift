// SPDX-License-Identifier: Apache-2.0

/// A change that a caller asks of a code.
///
/// It is checked against the code as it is at the moment of writing.
package struct CodeEdit: Sendable {
    /// How the fields of a request are to be read.
    package enum Form: Sendable {
        /// `PUT`: a destination is required, a status and a lock may stand beside it, nothing else.
        case destination
        /// `PATCH`: a merge patch (RFC 7396) of any editable field.
        case mergePatch
    }

    private let members: [String: JSONValue]
    private let form: Form
    private let rules: CodeRules
    private let expectedVersion: Int?

    /// Makes an edit.
    /// - Parameters:
    ///   - members: the fields of the request.
    ///   - form: how they are to be read.
    ///   - expectedVersion: the version that the caller believes to edit; nil to edit whatever is there.
    ///   - rules: what the changed code has to keep to.
    package init(fields members: [String: JSONValue], form: Form, expectedVersion: Int?, rules: CodeRules) {
        self.members = members
        self.form = form
        self.expectedVersion = expectedVersion
        self.rules = rules
    }

    /// Whether the look of the picture may change.
    package var touchesLook: Bool {
        form == .mergePatch && (members["style"] != nil || rules.styles.fieldNames.contains { members[$0] != nil })
    }

    /// The code after the edit; its number, id and version are untouched.
    ///
    /// An edit that changes nothing gives the code back as it was, also the moment of its last edit.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault, ``CodeError/versionMismatch(current:)`` or
    ///   ``CodeError/locked(_:)``.
    package func apply(to code: Code) throws(CodeError) -> Code {
        try Self.check(expectedVersion, against: code)
        if form == .destination { try Self.checkPut(on: code) }
        var fields = FieldReader(members)
        var edited = code
        edited.payload = payload(&fields, of: code) ?? code.payload
        switch form {
        case .destination:
            if let status: CodeStatus = fields.choice("status") { edited.settings.status = status }
            edited.settings.readLock(&fields)
        case .mergePatch:
            edited.settings.read(&fields, rules: rules)
        }
        try fields.finish()
        try code.checkLock(against: edited)
        return edited.edited(at: rules.clock(), from: code)
    }

    /// The password that the fields set, as it was given; nil where they set none.
    ///
    /// Hashing takes a while: it is done before the edit, and not while the store waits for it.
    package var freshPassword: String? {
        guard case .string(let text) = members["password"], PasswordHash.lengths.contains(text.count) else {
            return nil
        }
        return text
    }

    /// Refuses an edit of a version that is not the current one.
    package static func check(_ expected: Int?, against code: Code) throws(CodeError) {
        if let expected, expected != code.version { throw .versionMismatch(current: code.version) }
    }

    /// A destination alone says nothing of what guards the one that is there.
    private static func checkPut(on code: Code) throws(CodeError) {
        if code.settings.isLocked { throw .locked(.kept(code.id)) }
        if code.isGuarded { throw .locked(.guarded) }
    }

    /// The payload that the fields ask for, or nil where they leave it as it is.
    private func payload(_ fields: inout FieldReader, of code: Code) -> Payload? {
        let type: DataType? = form == .mergePatch ? fields.choice("dataType") : nil
        // The texts that codes show as `destination` are read back as `data` is.
        let hasDestination = fields.has("destination")
        guard form == .mergePatch, !hasDestination || fields.has("data") else {
            return payload(&fields, from: "destination", as: type ?? code.payload.type)
        }
        if hasDestination { fields.fault("destination", "give either destination or data") }
        if fields.has("data") { return payload(&fields, from: "data", as: type ?? code.payload.type) }
        if let type, type != code.payload.type { fields.fault("dataType", "give data together with dataType") }
        return nil
    }

    private func payload(_ fields: inout FieldReader, from name: String, as type: DataType) -> Payload? {
        guard let data = fields.value(name, required: true) else { return nil }
        let pointer = fields.pointer(name)
        return fields.checked { () throws(CodeError) in
            try Payload(type, data: data, at: pointer, refusing: rules.hosts)
        }
    }
}
