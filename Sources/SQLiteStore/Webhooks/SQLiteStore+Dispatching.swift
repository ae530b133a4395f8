// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Reads what is due by an index that has pending deliveries only; those of failing webhooks last, and one at a time.
    package func dueDeliveries(
        at moment: Timestamp,
        besides busy: [Int64: Set<Int64>],
        share: Int,
        limit: Int,
    ) async throws(StoreError) -> [DueDelivery] {
        try await readSnapshot("webhooks.due") { database in
            var due: [DueDelivery] = []
            for webhook in try database.all(DeliverySQL.withWork, [], WebhookRows.webhook) where due.count < limit {
                let underWay = busy[webhook.number] ?? []
                let room = min((webhook.failingSince == nil ? share : 1) - underWay.count, limit - due.count)
                guard room > 0 else { continue }
                let key: StatementArguments = [webhook.number, moment.milliseconds, room + underWay.count]
                let rows = try database.all(DeliverySQL.due, key) { row -> (Int64, Int, Int64) in
                    (row[0], row[1], row[2])
                }
                for (number, attempts, event) in rows.filter({ !underWay.contains($0.0) }).prefix(room) {
                    guard let event = try Self.event(event, in: database) else { continue }
                    due.append(DueDelivery(number: number, attempts: attempts, webhook: webhook, event: event))
                }
            }
            return due
        }
    }

    /// Notes the attempt at the delivery and what it says of the webhook in one transaction.
    package func note(
        _ attempt: WebhookDelivery.Attempt,
        of delivery: DueDelivery,
        outcome: DeliveryOutcome,
    ) async throws(StoreError) {
        try await write("webhooks.note") { database in
            let webhook = delivery.webhook.number
            let (at, isScans) = (attempt.at.milliseconds, delivery.event.kind == EventKind.scanCreated.rawValue)
            let told: StatementArguments = [
                at, attempt.milliseconds, attempt.status, attempt.error, attempt.response,
            ]
            if case .retry(let next) = outcome {
                try database.run(DeliverySQL.retry, told + [next.milliseconds, delivery.number])
            } else {
                let state: WebhookDelivery.State = outcome == .delivered ? .delivered : .failed
                let end: StatementArguments = [state.rawValue, at, delivery.number]
                if try database.run(DeliverySQL.finish, told + end) > 0 {
                    try database.run(DeliverySQL.takePending, [isScans ? 1 : 0, webhook])
                }
            }
            try Self.noteHealth(of: webhook, after: outcome, at: at, in: database)
        }
    }

    private static func noteHealth(
        of webhook: Int64,
        after outcome: DeliveryOutcome,
        at moment: Int64,
        in database: Database,
    ) throws {
        guard outcome == .delivered else {
            try database.run(DeliverySQL.noteFailure, [moment, webhook])
            if case .disabled(let reason) = outcome {
                try database.run(WebhookSQL.disable, [reason, moment, webhook])
            }
            return
        }
        let wasFailing = try database.first(DeliverySQL.isFailing, [webhook]) { $0[0] as Bool } ?? false
        try database.run(DeliverySQL.noteSuccess, [moment, webhook])
        // It is back: what waits for it need not wait any longer.
        if wasFailing { try database.run(WebhookSQL.retryNow, [webhook, moment]) }
    }

    /// Deletes some of what ended, with the events that nobody is told of any more.
    package func pruneDeliveries(before moment: Timestamp) async throws(StoreError) -> Bool {
        let isUsed = try await read("webhooks.prune") { try $0.first(PruneSQL.isUsed, []) { $0[0] as Bool } ?? false }
        guard isUsed else { return false }
        return try await write("webhooks.prune", sharing: .behind) { database in
            let key: StatementArguments = [moment.milliseconds, PruneSQL.atOnce]
            var events = try database.all(PruneSQL.deleteFinished, key) { $0[0] as Int64 }
            if events.count < PruneSQL.atOnce {
                events += try database.all(PruneSQL.deleteOrphans, [PruneSQL.atOnce]) { $0[0] as Int64 }
            }
            for event in Set(events).sorted() { try database.run(PruneSQL.deleteEvent, [event]) }
            if events.isEmpty { try database.run(PruneSQL.deleteWebhooks, []) }
            return events.count >= PruneSQL.atOnce
        }
    }
}

/// The statements of clearing away.
private enum PruneSQL {
    static let atOnce = 1_000
    static let isUsed = "SELECT EXISTS (SELECT 1 FROM webhooks)"
    static let deleteFinished = """
        DELETE FROM webhook_deliveries WHERE number IN (
            SELECT number FROM webhook_deliveries WHERE state <> 'pending' AND finished_at < ? ORDER BY finished_at LIMIT ?
        ) RETURNING event
        """
    static let deleteOrphans = """
        DELETE FROM webhook_deliveries WHERE number IN (
            SELECT d.number FROM webhooks w CROSS JOIN webhook_deliveries d ON d.webhook = w.number
            WHERE w.status = 'deleted' LIMIT ?
        ) RETURNING event
        """
    static let deleteEvent = """
        DELETE FROM webhook_events
        WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM webhook_deliveries WHERE event = ?1)
        """
    static let deleteWebhooks = """
        DELETE FROM webhooks
        WHERE status = 'deleted' AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.webhook = webhooks.number)
        """
}
