// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Webhooks

/// `POST /api/webhooks/{id}/rotate`: a new secret; messages carry a signature by the old one too until its grace is over.
struct RotateWebhookSecret: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.creating

    let webhooks: WebhookRegistry
    let body: JSONBody

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = FieldReader(try await body.members(call, mayBeEmpty: true))
        let grace = fields.integer("graceSeconds", in: 0...Self.longestGrace) ?? Self.usualGrace
        try fields.finish()
        let issued = try await webhooks.rotate(call.id, of: caller.account.id, grace: .seconds(grace))
        return WebhookObject(issued).response()
    }

    private static let usualGrace = 86_400
    private static let longestGrace = 30 * 86_400
}
