// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Store

/// `POST /api/v1/dynamic/`: makes a code without drawing it.
struct CreateDynamic: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.creating

    let codes: CodeLibrary
    let body: JSONBody
    let object: StudioObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let draft = try StudioDynamicFields.draft(await body.members(call), rules: codes.rules)
        return answer(with: try await codes.create(draft, for: caller.account))
    }

    func answer(again made: MadeThing?, to call: Call, by caller: Principal) async throws -> Response {
        answer(with: try await codes.code(made, of: caller.account))
    }

    private func answer(with code: Code) -> Response {
        .json(status: .created, headers: [.location: "/api/v1/dynamic/\(code.id)/"]) { writer in
            object.write(code, changes: 0, to: &writer)
        }
    }
}
