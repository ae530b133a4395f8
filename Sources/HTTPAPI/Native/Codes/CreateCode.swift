// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Store
import Styling

/// `POST /api/qr/codes`: makes a code.
struct CreateCode: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.creating

    let codes: CodeLibrary
    let body: JSONBody
    let object: CodeObject
    let pictures: PictureLibrary
    let proof: ScanProof

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let members = try await pictures.settled(await body.members(call), for: caller.account.id)
        let draft = try CodeDraft(fields: members, rules: codes.rules)
        try await proof.check(draft.settings.style, for: caller)
        return answer(with: try await codes.create(draft, for: caller.account))
    }

    func answer(again made: MadeThing?, to call: Call, by caller: Principal) async throws -> Response {
        answer(with: try await codes.code(made, of: caller.account))
    }

    private func answer(with code: Code) -> Response {
        object.response(code, status: .created, headers: [.location: "/api/qr/codes/\(code.id)"])
    }
}
