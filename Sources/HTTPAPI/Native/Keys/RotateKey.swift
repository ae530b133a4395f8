// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `POST /api/keys/{id}/rotate`: makes a new key in the place of an old one, which goes on working for a while.
struct RotateKey: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.creating
    /// As long as the command line allows: a year.
    private static let longestGrace = 8_760

    let keys: KeyRegistry
    let authenticator: Authenticator
    let body: JSONBody
    let object: KeyObject
    let base: String

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = FieldReader(try await body.membersOrNone(call))
        let hours = fields.integer("graceHours", in: 0...Self.longestGrace)
        try fields.finish()
        let old = try await keys.key(namedIn: call, of: caller.account)
        let grace = hours.map { Duration.seconds($0 * 3_600) } ?? KeyRegistry.defaultGrace
        let issued = try await keys.rotate(old, of: caller.account, grace: grace)
        authenticator.forget(old)
        return object.response(issued, base: base)
    }
}
