// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `POST /api/keys`: makes a key for the caller's account, and shows its secret this once.
struct IssueKey: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.creating

    let keys: KeyRegistry
    let body: JSONBody
    let object: KeyObject
    let base: String

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = FieldReader(try await body.members(call))
        let name = fields.string("name", maximum: 256) ?? "key"
        let scopes = fields.scopes("scopes")
        let expiresAt = fields.moment("expiresAt")
        try fields.finish()
        let issued = try await keys.issue(
            name: name, scopes: scopes ?? [.read, .write], expiresAt: expiresAt, for: caller.account, )
        return object.response(issued, base: base)
    }
}
