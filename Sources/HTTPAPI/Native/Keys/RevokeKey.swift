// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `DELETE /api/keys/{id}`: ends a key at once; the one that is calling too, if that is what is asked.
struct RevokeKey: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.editing

    let keys: KeyRegistry
    let authenticator: Authenticator

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let key = try await keys.key(namedIn: call, of: caller.account)
        _ = try await keys.revoke(key, of: caller.account)
        authenticator.forget(key)
        return .empty(.noContent)
    }
}
