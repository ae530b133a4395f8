// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `GET /api/keys`: the keys of the caller's account, oldest first; those that have ended too.
struct ListKeys: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.reading

    let keys: KeyRegistry
    let object: KeyObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let found = try await keys.keys(of: caller.account)
        return .json { writer in
            writer.member("data", found) { writer, key in writer.object { object.write(key, to: &$0) } }
        }
    }
}
