// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Queues an event in a transaction of its own.
    package func publish(_ event: AccountEvent) async throws(StoreError) {
        try await write("events.publish") { try EventOutbox($0).queue(event) }
    }

    /// Adds a webhook that begins behind the newest scan.
    package func addWebhook(_ webhook: Webhook, limit: Int) async throws(StoreError) -> Webhook? {
        let attempt = RequestAttempt.current
        return try await write("webhooks.add") { database in
            let count = try database.first(WebhookSQL.count, [webhook.account.number]) { $0[0] as Int } ?? 0
            guard count < limit else { return nil }
            try database.run(
                WebhookSQL.insert,
                [
                    webhook.id, webhook.account.number, webhook.url, webhook.description, webhook.events.bits,
                    webhook.secret, webhook.status.rawValue, webhook.createdAt.milliseconds,
                    webhook.updatedAt.milliseconds,
                ],
            )
            var stored = webhook
            stored.number = database.lastInsertedRowID
            try attempt?.note(.webhook(stored.id), in: database)
            return stored
        }
    }

    /// Reads the webhooks of an account in the order in which they were made.
    package func webhooks(of account: AccountID) async throws(StoreError) -> [Webhook] {
        try await read("webhooks.list") {
            try $0.all(WebhookSQL.ofAccount, [account.number]) { WebhookRows.webhook($0) }
        }
    }

    /// Reads a webhook by the unique index on ids.
    package func webhook(_ id: String, of account: AccountID) async throws(StoreError) -> Webhook? {
        try await read("webhooks.read") { try Self.webhook(id, of: account, in: $0) }
    }

    /// Reads a webhook, has it changed and writes it back while the write lock is held.
    package func updateWebhook(
        _ id: String,
        of account: AccountID,
        change: @escaping @Sendable (inout Webhook) -> Void,
    ) async throws(StoreError) -> Webhook? {
        try await write("webhooks.update") { database in
            guard let current = try Self.webhook(id, of: account, in: database) else { return nil }
            var changed = current
            change(&changed)
            try Self.write(changed, in: database)
            let begins = changed.status == .active && current.status != .active
            let isNewToScans = changed.events.contains(.scanCreated) && !current.events.contains(.scanCreated)
            if begins || isNewToScans { try database.run(WebhookSQL.startScans, [changed.number]) }
            if begins { try database.run(WebhookSQL.retryNow, [changed.number, changed.updatedAt.milliseconds]) }
            return try Self.webhook(id, of: account, in: database)
        }
    }

    /// Marks a webhook as deleted; ``pruneDeliveries(before:)`` clears it away.
    package func deleteWebhook(_ id: String, of account: AccountID) async throws(StoreError) -> Bool {
        try await write("webhooks.delete") { try $0.run(WebhookSQL.delete, [id, account.number]) > 0 }
    }

    /// Looks into a small index.
    package func hasActiveWebhooks() async throws(StoreError) -> Bool {
        try await read("webhooks.any") { try $0.first(WebhookSQL.hasActive, []) { $0[0] } ?? false }
    }

    private static func webhook(_ id: String, of account: AccountID, in database: Database) throws -> Webhook? {
        try database.first(WebhookSQL.one, [id, account.number]) { WebhookRows.webhook($0) }
    }

    private static func write(_ webhook: Webhook, in database: Database) throws {
        try database.run(
            WebhookSQL.update,
            [
                webhook.url, webhook.description, webhook.events.bits, webhook.secret, webhook.previousSecret,
                webhook.previousSecretEnd?.milliseconds, webhook.status.rawValue, webhook.reason,
                webhook.updatedAt.milliseconds, webhook.failingSince?.milliseconds, webhook.number,
            ],
        )
    }
}
