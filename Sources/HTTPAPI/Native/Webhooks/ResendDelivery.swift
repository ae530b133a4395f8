// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Webhooks

/// `POST /api/webhooks/{id}/deliveries/{delivery}/resend`: delivers again, under the same `webhook-id`.
struct ResendDelivery: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.editing

    let webhooks: WebhookRegistry

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let webhook = try await webhooks.webhook(call.id, of: caller.account.id)
        let delivery = try await webhooks.resend(call.delivery, of: webhook)
        return .json(status: .accepted) { DeliveryObject(delivery).write(to: &$0) }
    }
}
