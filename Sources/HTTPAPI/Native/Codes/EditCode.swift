// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Styling

/// `PUT /api/qr/codes/{id}`, which changes where a code leads, and `PATCH`, which merges any editable field.
struct EditCode: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.editing

    let form: CodeEdit.Form
    let codes: CodeLibrary
    let body: JSONBody
    let object: CodeObject
    let pictures: PictureLibrary
    let proof: ScanProof

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let members = try await pictures.settled(await body.members(call), for: caller.account.id)
        let expected = try await CodeTag.expectedVersion(in: call.request.headers) {
            try await codes.code(call.id, of: caller.account)
        }
        let edit = CodeEdit(fields: members, form: form, expectedVersion: expected, rules: codes.rules)
        let report = try await proof.report(on: edit, of: codes.code(call.id, of: caller.account), for: caller)
        return object.response(try await codes.edit(call.id, of: caller.account, edit), report: report)
    }
}
