// SPDX-License-Identifier: Apache-2.0

import Codes

/// The fields of a dynamic code as the QRStudio API has them, translated into the native ones.
///
/// Other fields are passed over, as that API does.
enum StudioDynamicFields {
    /// The fields of a creating request.
    /// - Throws: ``CodeError/invalid(_:)`` with every fault.
    static func draft(_ members: [String: JSONValue], rules: CodeRules) throws(CodeError) -> CodeDraft {
        var fields = FieldReader(members)
        _ = fields.value("name", required: true)
        let destination = fields.destination("destination_url", refusing: rules.hosts, required: true)
        var native = self.native(&fields)
        // A stand-in, so that the faults of the other fields are found too.
        native["data"] = .string(destination?.text ?? "https://example.com/")
        let draft = fields.checked { () throws(CodeError) in try CodeDraft(fields: native, rules: rules) }
        try fields.finishIgnoringStrangers()
        guard let draft else { throw .invalid("", "the request is not valid") }
        return draft
    }

    /// The fields of a change of a code.
    /// - Throws: ``CodeError/locked(_:)`` where the destination may not be changed so, ``CodeError/invalid(_:)`` otherwise.
    static func patch(
        _ members: [String: JSONValue],
        of code: Code,
        rules: CodeRules,
    ) throws(CodeError) -> [String: JSONValue] {
        var fields = FieldReader(members)
        var native = self.native(&fields)
        if fields.has("destination_url") {
            guard !code.isGuarded else { throw .locked(.guarded) }
            if let destination = fields.destination("destination_url", refusing: rules.hosts, required: true) {
                native["data"] = .string(destination.text)
                native["dataType"] = .string(DataType.url.rawValue)
            }
        }
        try fields.finishIgnoringStrangers()
        return native
    }

    /// What creating and changing have in common.
    private static func native(_ fields: inout FieldReader) -> [String: JSONValue] {
        var native: [String: JSONValue] = [:]
        if let name = fields.given("name") { native["name"] = name }
        if let variants = fields.given("variants") { native["variants"] = renamed(variants) }
        if let isActive = fields.bool("is_active") {
            native["status"] = .string((isActive ? CodeStatus.active : .inactive).rawValue)
        }
        return native
    }

    /// Variants whose destinations are called as natively; what is no such list is left to the rules.
    private static func renamed(_ variants: JSONValue) -> JSONValue {
        guard case .array(let elements) = variants else { return variants }
        return .array(
            elements.map { element in
                guard var members = element.members, members["destination"] == nil,
                    let destination = members.removeValue(forKey: "destination_url")
                else { return element }
                members["destination"] = destination
                return .object(members)
            }
        )
    }
}
