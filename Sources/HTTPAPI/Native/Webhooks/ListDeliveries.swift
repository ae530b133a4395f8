// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Store
import Styling
import Webhooks

/// `GET /api/webhooks/{id}/deliveries`: what was sent to a webhook and what became of it, newest event first.
struct ListDeliveries: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.reading

    let webhooks: WebhookRegistry

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request, kinds: ["limit": .whole])
        let cursor = fields.string("cursor", maximum: DeliveryCursor.maximumLength) ?? DeliveryCursor.first
        let limit = fields.integer("limit", in: 1...100) ?? 20
        let state: WebhookDelivery.State? = fields.choice("state")
        let event = DeliveryCursor.event(cursor)
        if cursor != DeliveryCursor.first, event == nil {
            fields.fault("cursor", "cursor is unknown; pass on nextCursor of the page before, or leave it out")
        }
        try fields.finish()
        let webhook = try await webhooks.webhook(call.id, of: caller.account.id)
        var found = try await webhooks.deliveries(of: webhook, in: state, before: event, limit: limit + 1)
        let hasMore = found.count > limit
        if hasMore { found.removeLast() }
        let next = hasMore ? found.last.map { DeliveryCursor.text($0.event) } : nil
        return Self.response(found, limit: limit, cursor: cursor, next: next)
    }

    private static func response(_ found: [WebhookDelivery], limit: Int, cursor: String, next: String?) -> Response {
        .json { writer in
            writer.member("data", found) { writer, delivery in
                writer.object { DeliveryObject(delivery).write(to: &$0) }
            }
            writer.member("pagination") { writer in
                writer.member("limit", limit)
                writer.member("cursor", cursor)
                writer.member("nextCursor", next)
            }
        }
    }
}
