// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// How webhooks, deliveries and events are read from rows.
enum WebhookRows {
    static let columns = """
        w.number, w.id, w.account, w.url, w.description, w.events, w.secret, w.previous_secret, w.previous_until,
        w.status, w.reason, w.created_at, w.updated_at, w.delivered_at, w.failing_since, w.pending
        """
    static let deliveryColumns = """
        e.id, e.number, e.kind, d.state, d.attempts, e.created_at, d.next_at, d.attempted_at, d.duration, d.status,
        d.error, d.response
        """
    static let eventColumns = """
        e.id, e.kind, e.created_at, e.account, e.data, e.code, e.scans_after, e.scans_through
        """

    static func webhook(_ row: Row) -> Webhook {
        var webhook = Webhook(
            id: row[1],
            account: AccountID(row[2]),
            url: row[3],
            description: row[4],
            events: EventKind.kinds(ofBits: row[5]),
            secret: row[6],
            createdAt: Timestamp(milliseconds: row[11]),
        )
        webhook.number = row[0]
        webhook.previousSecret = row[7]
        webhook.previousSecretEnd = row.moment(8)
        // What this version does not know is not sent.
        webhook.status = Webhook.Status(rawValue: row[9]) ?? .disabled
        webhook.reason = row[10]
        webhook.updatedAt = Timestamp(milliseconds: row[12])
        webhook.deliveredAt = row.moment(13)
        webhook.failingSince = row.moment(14)
        webhook.pending = row[15]
        return webhook
    }

    static func delivery(_ row: Row) -> WebhookDelivery {
        let state = WebhookDelivery.State(rawValue: row[3]) ?? .failed
        let latest = row.moment(7).map { moment in
            WebhookDelivery.Attempt(
                at: moment, milliseconds: row[8] ?? 0, status: row[9], error: row[10], response: row[11],
            )
        }
        return WebhookDelivery(
            id: row[0],
            event: row[1],
            kind: row[2],
            state: state,
            attempts: row[4],
            createdAt: Timestamp(milliseconds: row[5]),
            nextAttemptAt: state == .pending ? row.moment(6) : nil,
            latest: latest,
        )
    }

    /// Reads an event; what cannot be read any more becomes an event without data rather than one that is stuck.
    static func event(_ row: Row, in database: Database) throws -> QueuedEvent {
        QueuedEvent(
            id: row[0],
            kind: row[1],
            createdAt: Timestamp(milliseconds: row[2]),
            content: try content(row, in: database) ?? .data("{}"),
        )
    }

    private static func content(_ row: Row, in database: Database) throws -> QueuedEvent.Content? {
        if let data = row[4] as String? { return .data(data) }
        if let code = row[5] as String? { return try self.code(code, in: database).map { .code($0) } }
        guard let after = row[6] as Int64?, let through = row[7] as Int64? else { return nil }
        let account = AccountID(row[3])
        return .scans(try RecordedScanRows.scans(after: after, through: through, of: account, in: database))
    }

    /// Reads a code back from the columns that an event kept.
    private static func code(_ columns: String, in database: Database) throws -> Code? {
        let count = try database.cachedStatement(sql: CodeSQL.anywhere).columnCount
        // An event of another version of this program: codes had other columns then.
        guard try database.first("SELECT json_array_length(?)", [columns], { $0[0] as Int }) == count else {
            return nil
        }
        let values = (0..<count).map { "json_extract(?1, '$[\($0)]')" }.joined(separator: ", ")
        return try database.first("SELECT " + values, [columns]) { try CodeRow.read($0, during: "webhooks.event") }
    }
}

/// The statements of webhooks themselves.
enum WebhookSQL {
    static let insert = """
        INSERT INTO webhooks (
            id, account, url, description, events, secret, status, created_at, updated_at, scans_through
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, \(latestScan))
        """
    private static let latestScan = "(SELECT COALESCE(MAX(number), 0) FROM scans)"
    static let count = "SELECT COUNT(*) FROM webhooks WHERE account = ? AND status <> 'deleted'"
    static let ofAccount = """
        SELECT \(WebhookRows.columns) FROM webhooks w WHERE w.account = ? AND w.status <> 'deleted' ORDER BY w.number
        """
    static let one = """
        SELECT \(WebhookRows.columns) FROM webhooks w WHERE w.id = ? AND w.account = ? AND w.status <> 'deleted'
        """
    static let update = """
        UPDATE webhooks SET
            url = ?, description = ?, events = ?, secret = ?, previous_secret = ?, previous_until = ?, status = ?,
            reason = ?, updated_at = ?, failing_since = ?
        WHERE number = ?
        """
    static let startScans = "UPDATE webhooks SET scans_through = \(latestScan) WHERE number = ?"
    static let retryNow = """
        UPDATE webhook_deliveries SET next_at = ?2 WHERE number IN (
            SELECT number FROM webhook_deliveries WHERE webhook = ?1 AND state = 'pending' AND next_at > ?2 LIMIT 5000
        )
        """
    static let disable = """
        UPDATE webhooks SET status = 'disabled', reason = ?, updated_at = ? WHERE number = ? AND status = 'active'
        """
    static let delete = """
        UPDATE webhooks SET status = 'deleted', pending = 0, pending_scans = 0
        WHERE id = ? AND account = ? AND status <> 'deleted'
        """
    static let hasActive = "SELECT EXISTS (SELECT 1 FROM webhooks WHERE status = 'active')"
}
