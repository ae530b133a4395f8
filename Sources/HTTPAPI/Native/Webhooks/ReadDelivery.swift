// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Webhooks

/// `GET /api/webhooks/{id}/deliveries/{delivery}`: one delivery, with the body that is sent.
struct ReadDelivery: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.reading

    let webhooks: WebhookRegistry
    let event: EventObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let webhook = try await webhooks.webhook(call.id, of: caller.account.id)
        let found = try await webhooks.delivery(call.delivery, of: webhook)
        let body = WebhookMessage(found.event, data: event).body
        return .json { writer in
            DeliveryObject(found.delivery).write(to: &writer)
            writer.name("event")
            writer.literal(String(decoding: body, as: UTF8.self))
        }
    }
}

extension Call {
    /// The id of a delivery in the path: any text.
    var delivery: String { context.parameters.get("delivery") ?? "" }
}
