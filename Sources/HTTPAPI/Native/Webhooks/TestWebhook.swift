// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Webhooks

/// `POST /api/webhooks/{id}/test`: sends an event of the kind `webhook.test`; its delivery tells what became of it.
struct TestWebhook: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.editing

    let webhooks: WebhookRegistry

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let delivery = try await webhooks.test(call.id, of: caller.account.id)
        return .json(status: .accepted) { DeliveryObject(delivery).write(to: &$0) }
    }
}
