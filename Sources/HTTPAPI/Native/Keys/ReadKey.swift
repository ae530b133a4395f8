// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `GET /api/keys/{id}`: one key of the caller's account.
struct ReadKey: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.reading

    let keys: KeyRegistry
    let object: KeyObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let key = try await keys.key(namedIn: call, of: caller.account)
        return .json { object.write(key, to: &$0) }
    }
}
