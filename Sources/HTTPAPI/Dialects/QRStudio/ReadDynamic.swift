// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `GET /api/v1/dynamic/{short_id}/`: one code.
struct ReadDynamic: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let codes: CodeLibrary
    let object: StudioObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let code = try await codes.code(call.id, of: caller.account)
        let changes = try await codes.destinationChanges(of: [code])
        return .json { object.write(code, changes: changes[code.number] ?? 0, to: &$0) }
    }
}
