// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Adds the event and its one delivery in one transaction.
    package func queue(
        _ kind: String,
        data: String,
        for webhook: Webhook,
        at moment: Timestamp,
    ) async throws(StoreError) -> WebhookDelivery? {
        try await write("webhooks.queue") { database in
            let outbox = EventOutbox(database)
            let event = try outbox.add(kind: kind, data: data, of: webhook.account, at: moment)
            try outbox.deliver(event, to: [webhook.number], at: moment)
            return try database.first(DeliverySQL.byEvent, [webhook.number, event], WebhookRows.delivery)
        }
    }

    /// Reads a page by the unique index on webhooks and events.
    package func deliveries(
        of webhook: Webhook,
        in state: WebhookDelivery.State?,
        before event: Int64?,
        limit: Int,
    ) async throws(StoreError) -> [WebhookDelivery] {
        try await read("webhooks.deliveries") { database in
            try database.all(
                DeliverySQL.page,
                [webhook.number, event ?? .max, state?.rawValue, limit],
                WebhookRows.delivery,
            )
        }
    }

    /// Reads a delivery and its event at one moment of the database.
    package func delivery(
        _ id: String,
        of webhook: Webhook,
    ) async throws(StoreError) -> (delivery: WebhookDelivery, event: QueuedEvent)? {
        try await readSnapshot("webhooks.delivery") { database in
            let key: StatementArguments = [webhook.number, id]
            guard let delivery = try database.first(DeliverySQL.byID, key, WebhookRows.delivery),
                let event = try Self.event(delivery.event, in: database)
            else { return nil }
            return (delivery, event)
        }
    }

    /// Makes a delivery pending again, and counts it so where it was not.
    package func resend(
        _ id: String,
        of webhook: Webhook,
        at moment: Timestamp,
    ) async throws(StoreError) -> WebhookDelivery? {
        try await write("webhooks.resend") { database in
            let key: StatementArguments = [webhook.number, id]
            guard let delivery = try database.first(DeliverySQL.byID, key, WebhookRows.delivery) else { return nil }
            if delivery.state != .pending {
                let isScans = delivery.kind == EventKind.scanCreated.rawValue ? 1 : 0
                try database.run(EventSQL.addPending, [isScans, webhook.number, Int64.max])
            }
            try database.run(DeliverySQL.resend, [moment.milliseconds, webhook.number, delivery.event])
            return try database.first(DeliverySQL.byID, key, WebhookRows.delivery)
        }
    }

    static func event(_ number: Int64, in database: Database) throws -> QueuedEvent? {
        try database.first(DeliverySQL.event, [number]) { try WebhookRows.event($0, in: database) }
    }
}

/// The statements of deliveries.
enum DeliverySQL {
    private static let delivery = """
        SELECT \(WebhookRows.deliveryColumns)
        FROM webhook_deliveries d JOIN webhook_events e ON e.number = d.event
        """
    static let byEvent = "\(delivery) WHERE d.webhook = ? AND d.event = ?"
    static let byID = "\(delivery) WHERE d.webhook = ? AND e.id = ?"
    static let page = """
        \(delivery) WHERE d.webhook = ?1 AND d.event < ?2 AND (?3 IS NULL OR d.state = ?3) ORDER BY d.event DESC LIMIT ?4
        """
    static let event = "SELECT \(WebhookRows.eventColumns) FROM webhook_events e WHERE e.number = ?"
    static let resend = """
        UPDATE webhook_deliveries SET state = 'pending', attempts = 0, next_at = ?, finished_at = NULL
        WHERE webhook = ? AND event = ?
        """

    static let withWork = """
        SELECT \(WebhookRows.columns) FROM webhooks w WHERE w.status = 'active' AND w.pending > 0
        ORDER BY w.failing_since IS NOT NULL, random() LIMIT 1000
        """
    static let due = """
        SELECT number, attempts, event FROM webhook_deliveries
        WHERE webhook = ? AND state = 'pending' AND next_at <= ? ORDER BY next_at LIMIT ?
        """
    static let retry = """
        UPDATE webhook_deliveries SET
            attempts = attempts + 1, attempted_at = ?, duration = ?, status = ?, error = ?, response = ?, next_at = ?
        WHERE number = ? AND state = 'pending'
        """
    static let finish = """
        UPDATE webhook_deliveries SET
            attempts = attempts + 1, attempted_at = ?, duration = ?, status = ?, error = ?, response = ?,
            state = ?, finished_at = ?
        WHERE number = ? AND state = 'pending'
        """
    static let takePending = """
        UPDATE webhooks SET pending = MAX(0, pending - 1), pending_scans = MAX(0, pending_scans - ?) WHERE number = ?
        """
    static let noteFailure = "UPDATE webhooks SET failing_since = COALESCE(failing_since, ?) WHERE number = ?"
    static let noteSuccess = "UPDATE webhooks SET delivered_at = ?, failing_since = NULL WHERE number = ?"
    static let isFailing = "SELECT failing_since IS NOT NULL FROM webhooks WHERE number = ?"
}
