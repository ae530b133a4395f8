// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `POST /api/qr/codes`: makes a code.
struct CreateCode: KeyedEndpoint {
    static let scope = Scope.write

    let codes: CodeLibrary
    let body: JSONBody
    let object: CodeObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let draft = try CodeDraft(fields: await body.members(call), rules: codes.rules)
        let code = try await codes.create(draft, for: caller.account)
        return object.response(code, status: .created, headers: [.location: "/api/qr/codes/\(code.id)"])
    }
}
