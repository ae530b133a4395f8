// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Keeps webhooks, the events that they are to be told of, and what became of telling them.
///
/// Every write is durable when the call returns.
package protocol WebhookStore: EventSink {
    /// Adds a webhook; it is told of what happens from now on.
    /// - Parameters:
    ///   - webhook: the webhook; its number is filled in by the store.
    ///   - limit: the most webhooks that the account may have with this one.
    /// - Returns: the webhook as it is stored; nil where the account has as many as it may have.
    /// - Throws: ``StoreError`` where the database could not do its work.
    func addWebhook(_ webhook: Webhook, limit: Int) async throws(StoreError) -> Webhook?

    /// The webhooks of an account, oldest first.
    func webhooks(of account: AccountID) async throws(StoreError) -> [Webhook]

    /// The webhook of that id in that account, or nil.
    func webhook(_ id: String, of account: AccountID) async throws(StoreError) -> Webhook?

    /// Reads, changes and writes a webhook in one transaction; one that becomes active is told of scans from now on.
    /// - Returns: the webhook as it is now; nil where the account has none of that id.
    func updateWebhook(
        _ id: String,
        of account: AccountID,
        change: @escaping @Sendable (inout Webhook) -> Void,
    ) async throws(StoreError) -> Webhook?

    /// Removes a webhook and what waits for it.
    /// - Returns: whether there was one.
    func deleteWebhook(_ id: String, of account: AccountID) async throws(StoreError) -> Bool

    /// Queues an event for one webhook alone, whatever it asked for and whether it is active.
    /// - Returns: its delivery.
    func queue(_ kind: String, data: String, for webhook: Webhook, at moment: Timestamp) async throws(StoreError)
        -> WebhookDelivery?

    /// The deliveries of a webhook, newest event first.
    /// - Parameters:
    ///   - webhook: the webhook.
    ///   - state: only those that have come so far; nil for all.
    ///   - event: only those of events before this one; nil for the first page.
    ///   - limit: how many at most.
    /// - Returns: the deliveries of one page.
    /// - Throws: ``StoreError`` where the database could not do its work.
    func deliveries(
        of webhook: Webhook,
        in state: WebhookDelivery.State?,
        before event: Int64?,
        limit: Int,
    ) async throws(StoreError) -> [WebhookDelivery]

    /// A delivery and its event; nil where the webhook has none of that id.
    func delivery(_ id: String, of webhook: Webhook) async throws(StoreError) -> (
        delivery: WebhookDelivery, event: QueuedEvent
    )?

    /// Makes a delivery due again, with all its attempts before it.
    /// - Returns: the delivery as it is now; nil where the webhook has none of that id.
    func resend(_ id: String, of webhook: Webhook, at moment: Timestamp) async throws(StoreError) -> WebhookDelivery?

    /// Whether any webhook is active.
    func hasActiveWebhooks() async throws(StoreError) -> Bool

    /// Queues scans that were stored since the last call, for the webhooks that asked for them.
    /// - Returns: whether there is more to queue.
    func queueScans(at moment: Timestamp) async throws(StoreError) -> Bool

    /// The deliveries that are due, some of each active webhook.
    /// - Parameters:
    ///   - moment: what is now.
    ///   - busy: deliveries under way, by the number of their webhook: they are left out.
    ///   - share: how many of one webhook may be under way.
    ///   - limit: how many at most.
    /// - Returns: the deliveries.
    /// - Throws: ``StoreError`` where the database could not do its work.
    func dueDeliveries(
        at moment: Timestamp,
        besides busy: [Int64: Set<Int64>],
        share: Int,
        limit: Int,
    ) async throws(StoreError) -> [DueDelivery]

    /// Notes an attempt and what follows from it.
    func note(_ attempt: WebhookDelivery.Attempt, of delivery: DueDelivery, outcome: DeliveryOutcome)
        async throws(StoreError)

    /// Forgets deliveries that ended before a moment, and those of deleted webhooks, a part at a time.
    /// - Returns: whether there is more to forget.
    func pruneDeliveries(before moment: Timestamp) async throws(StoreError) -> Bool
}
