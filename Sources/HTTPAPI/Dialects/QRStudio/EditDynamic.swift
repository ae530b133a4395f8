// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `PATCH /api/v1/dynamic/{short_id}/`: changes what it names, and leaves the rest.
struct EditDynamic: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.editing

    let codes: CodeLibrary
    let body: JSONBody
    let object: StudioObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let members = try await body.members(call)
        let code = try await codes.code(call.id, of: caller.account)
        let native = try StudioDynamicFields.patch(members, of: code, rules: codes.rules)
        let edit = CodeEdit(fields: native, form: .mergePatch, expectedVersion: nil, rules: codes.rules)
        let edited = native.isEmpty ? code : try await codes.edit(call.id, of: caller.account, edit)
        let changes = try await codes.destinationChanges(of: [edited])
        return .json { object.write(edited, changes: changes[edited.number] ?? 0, to: &$0) }
    }
}
