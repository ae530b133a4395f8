// SPDX-License-Identifier: Apache-2.0

/// A change that a caller asks of a code. It is checked against the code as it is at the moment of writing.
package struct CodeEdit: Sendable {
    /// How the fields of a request are to be read.
    package enum Form: Sendable {
        /// `PUT`: a destination is required, a status may stand beside it, nothing else.
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
    package init(fields members: [String: JSONValue], form: Form, expectedVersion: Int?, rules: CodeRules) {
        self.members = members
        self.form = form
        self.expectedVersion = expectedVersion
        self.rules = rules
    }

    /// The code after the edit; its number, id and version are untouched.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault, or ``CodeError/versionMismatch(current:)``.
    package func apply(to code: Code) throws(CodeError) -> Code {
        try Self.check(expectedVersion, against: code)
        var fields = FieldReader(members)
        var edited = code
        edited.payload = payload(&fields, of: code) ?? code.payload
        switch form {
        case .destination:
            if let status: CodeStatus = fields.choice("status") { edited.settings.status = status }
        case .mergePatch:
            edited.settings.read(&fields, rules: rules)
        }
        try fields.finish()
        edited.updatedAt = max(rules.clock(), code.updatedAt)
        return edited
    }

    /// Refuses an edit of a version that is not the current one.
    package static func check(_ expected: Int?, against code: Code) throws(CodeError) {
        if let expected, expected != code.version { throw .versionMismatch(current: code.version) }
    }

    /// `destination` is the text that `data` of a request would be; a patch may give `data` and `dataType` instead.
    private func payload(_ fields: inout FieldReader, of code: Code) -> Payload? {
        if form == .destination || fields.has("destination") {
            let data = fields.value("destination", required: true)
            return data.flatMap { checked($0, as: code.payload.type, at: "/destination", &fields) }
        }
        let type: DataType? = fields.choice("dataType")
        guard let data = fields.value("data") else {
            if let type, type != code.payload.type { fields.fault("dataType", "give data together with dataType") }
            return nil
        }
        return checked(data, as: type ?? code.payload.type, at: "/data", &fields)
    }

    private func checked(
        _ data: JSONValue,
        as type: DataType,
        at pointer: String,
        _ fields: inout FieldReader,
    ) -> Payload? {
        fields.checked { () throws(CodeError) in try Payload(type, data: data, at: pointer, refusing: rules.hosts) }
    }
}
