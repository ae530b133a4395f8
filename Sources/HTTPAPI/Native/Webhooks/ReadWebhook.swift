// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Webhooks

/// `GET /api/webhooks/{id}`: one webhook, without its secret.
struct ReadWebhook: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.reading

    let webhooks: WebhookRegistry

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        WebhookObject(try await webhooks.webhook(call.id, of: caller.account.id)).response()
    }
}
