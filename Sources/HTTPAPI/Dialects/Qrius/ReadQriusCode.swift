// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `GET /qr/{id}`: one code.
struct ReadQriusCode: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let codes: CodeLibrary
    let object: QriusObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let code = try await codes.code(call.id, of: caller.account)
        return .json { object.write(code, to: &$0) }
    }
}
