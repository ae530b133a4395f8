// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `PATCH /qr/{id}` and `PUT /qr/{id}`: change what they name, and leave the rest.
struct EditQriusCode: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.editing

    let codes: CodeLibrary
    let body: JSONBody
    let object: QriusObject

    /// The fields whose names and rules are the native ones.
    private static let shared = ["name", "description", "tags"]

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let members = try await body.members(call)
        let code = try await codes.code(call.id, of: caller.account)
        let native = try Self.fields(members, of: code, rules: codes.rules)
        let edit = CodeEdit(fields: native, form: .mergePatch, expectedVersion: nil, rules: codes.rules)
        let edited = try await codes.edit(call.id, of: caller.account, edit)
        return .json { object.write(edited, to: &$0) }
    }

    private static func fields(
        _ members: [String: JSONValue],
        of code: Code,
        rules: CodeRules,
    ) throws(CodeError) -> [String: JSONValue] {
        var fields = FieldReader(members)
        var native = members.filter { shared.contains($0.key) }
        if fields.has("destinationUrl") {
            guard !code.isGuarded else { throw .locked(.guarded) }
            if let destination = fields.destination("destinationUrl", refusing: rules.hosts, required: true) {
                native["data"] = .string(destination.text)
                native["dataType"] = .string(DataType.url.rawValue)
            }
        }
        if let isActive = fields.bool("isActive") {
            native["status"] = .string((isActive ? CodeStatus.active : .inactive).rawValue)
        }
        if let slug = fields.string("slug", maximum: 64), slug != code.id.text {
            fields.fault("slug", "slug cannot be changed: it is printed; make another code")
        }
        try fields.finishIgnoringStrangers()
        return native
    }
}
