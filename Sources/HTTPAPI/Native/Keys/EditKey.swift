// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Store

/// `PATCH /api/keys/{id}`: changes name, scopes or end of a key, by a JSON merge patch; the secret stays as it is.
///
/// The key that is calling may be the one: whoever may revoke it may also take rights from it.
struct EditKey: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.editing

    let keys: KeyRegistry
    let authenticator: Authenticator
    let body: JSONBody
    let object: KeyObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let edit = try Self.edit(try await body.members(call))
        let key = try await keys.key(namedIn: call, of: caller.account)
        let edited = try await keys.edit(key, of: caller.account, edit)
        authenticator.forget(edited)
        return .json { object.write(edited, to: &$0) }
    }

    private static func edit(_ members: [String: JSONValue]) throws(CodeError) -> KeyEdit {
        var fields = FieldReader(members)
        for name in ["name", "scopes"] where fields.given(name) == .null {
            fields.fault(name, "\(name) cannot be taken away; leave it out to keep it")
        }
        let name = fields.string("name", maximum: 256)
        let scopes = fields.scopes("scopes")
        let end: KeyEdit.End? =
            fields.given("expiresAt") == .null ? .never : fields.moment("expiresAt").map(KeyEdit.End.at)
        try fields.finish()
        return KeyEdit(name: name, scopes: scopes, end: end)
    }
}
