// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Webhooks

/// `DELETE /api/webhooks/{id}`: ends a webhook, and what waits for it.
struct DeleteWebhook: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.editing

    let webhooks: WebhookRegistry

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        try await webhooks.delete(call.id, of: caller.account.id)
        return .empty(.noContent)
    }
}
