// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Styling

/// `POST /api/qr/codes`: makes a code.
struct CreateCode: KeyedEndpoint {
    static let scope = Scope.write

    let codes: CodeLibrary
    let body: JSONBody
    let object: CodeObject
    let pictures: PictureLibrary
    let proof: ScanProof

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let members = try await pictures.settled(await body.members(call), for: caller.account.id)
        let draft = try CodeDraft(fields: members, rules: codes.rules)
        try await proof.check(draft.settings.style, for: caller.account.id)
        let code = try await codes.create(draft, for: caller.account)
        return object.response(code, status: .created, headers: [.location: "/api/qr/codes/\(code.id)"])
    }
}
