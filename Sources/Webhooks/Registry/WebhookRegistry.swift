// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store

/// Everything that can be done with the webhooks of an account.
package struct WebhookRegistry: Sendable {
    private let store: any WebhookStore
    private let seal: SecretSeal
    private let signal: DeliverySignal
    private let clock: WallClock
    /// What addresses webhooks may have.
    package let rules: WebhookRules

    /// Puts the registry together.
    /// - Parameters:
    ///   - store: where webhooks are kept.
    ///   - seal: seals their secrets.
    ///   - rules: what addresses webhooks may have.
    ///   - signal: tells the deliverer that somebody waits for a delivery.
    ///   - clock: tells the time.
    package init(
        store: any WebhookStore,
        seal: SecretSeal,
        rules: WebhookRules,
        signal: DeliverySignal,
        clock: @escaping WallClock,
    ) {
        self.store = store
        self.seal = seal
        self.rules = rules
        self.signal = signal
        self.clock = clock
    }

    /// Makes a webhook that is told of what happens from now on; of all kinds of events where none are named.
    package func create(_ form: WebhookForm, for account: AccountID) async throws(WebhookError) -> IssuedWebhook {
        var generator = SystemRandomNumberGenerator()
        let id = "wh_" + Base62.random(count: 16, using: &generator)
        let secret = WebhookSecret()
        let sealed = try self.sealed(secret, of: id)
        var webhook = Webhook(
            id: id,
            account: account,
            url: form.url ?? "",
            description: nil,
            events: form.events ?? Set(EventKind.allCases),
            secret: sealed,
            createdAt: clock(),
        )
        form.apply(to: &webhook, at: webhook.createdAt)
        let wanted = webhook
        let added = try await stored { () throws(StoreError) in
            try await store.addWebhook(wanted, limit: WebhookRules.mostPerAccount)
        }
        guard let added else { throw .limitReached(WebhookRules.mostPerAccount) }
        return IssuedWebhook(webhook: added, secret: secret)
    }

    /// The account's webhooks, oldest first.
    package func webhooks(of account: AccountID) async throws(WebhookError) -> [Webhook] {
        try await stored { () throws(StoreError) in try await store.webhooks(of: account) }
    }

    /// One webhook of the account.
    package func webhook(_ id: String, of account: AccountID) async throws(WebhookError) -> Webhook {
        let found = try await stored { () throws(StoreError) in try await store.webhook(id, of: account) }
        guard let found else { throw .noWebhook }
        return found
    }

    /// Changes what the form names.
    package func edit(_ id: String, of account: AccountID, _ form: WebhookForm) async throws(WebhookError) -> Webhook {
        let now = clock()
        let webhook = try await change(id, of: account) { form.apply(to: &$0, at: now) }
        if webhook.status == .active { signal.hurry(webhook) }
        return webhook
    }

    /// Gives a webhook a new secret; messages are signed with the one before too, until the grace is over.
    package func rotate(
        _ id: String,
        of account: AccountID,
        grace: Duration,
    ) async throws(WebhookError) -> IssuedWebhook {
        let (secret, now) = (WebhookSecret(), clock())
        let sealed = try self.sealed(secret, of: id)
        let webhook = try await change(id, of: account) { webhook in
            (webhook.previousSecret, webhook.previousSecretEnd) =
                grace > .zero ? (webhook.secret, now.adding(grace)) : (nil, nil)
            webhook.secret = sealed
            webhook.updatedAt = now
        }
        return IssuedWebhook(webhook: webhook, secret: secret)
    }

    /// Removes a webhook, and what waits for it.
    package func delete(_ id: String, of account: AccountID) async throws(WebhookError) {
        let existed = try await stored { () throws(StoreError) in try await store.deleteWebhook(id, of: account) }
        guard existed else { throw .noWebhook }
    }

    /// Sends an event of the kind `webhook.test`, whatever the webhook asked for.
    /// - Returns: its delivery, which is under way.
    /// - Throws: ``WebhookError/inactive(_:)`` where nothing is sent to the webhook.
    package func test(_ id: String, of account: AccountID) async throws(WebhookError) -> WebhookDelivery {
        let webhook = try await webhook(id, of: account)
        guard webhook.status == .active else { throw .inactive(webhook.status) }
        let now = clock()
        let data = #"{"webhook":"\#(webhook.id)"}"#
        let delivery = try await stored { () throws(StoreError) in
            try await store.queue(Self.testKind, data: data, for: webhook, at: now)
        }
        guard let delivery else { throw .noWebhook }
        signal.hurry(webhook)
        return delivery
    }

    /// One page of a webhook's log, newest event first; one more than asked for tells whether there is a next page.
    package func deliveries(
        of webhook: Webhook,
        in state: WebhookDelivery.State?,
        before event: Int64?,
        limit: Int,
    ) async throws(WebhookError) -> [WebhookDelivery] {
        try await stored { () throws(StoreError) in
            try await store.deliveries(of: webhook, in: state, before: event, limit: limit)
        }
    }

    /// One delivery, and the event as it is sent.
    package func delivery(
        _ id: String,
        of webhook: Webhook,
    ) async throws(WebhookError) -> (delivery: WebhookDelivery, event: QueuedEvent) {
        let found = try await stored { () throws(StoreError) in try await store.delivery(id, of: webhook) }
        guard let found else { throw .noDelivery }
        return found
    }

    /// Makes a delivery again, with all its attempts before it; a webhook that is not active gets it when it is.
    package func resend(_ id: String, of webhook: Webhook) async throws(WebhookError) -> WebhookDelivery {
        let now = clock()
        let delivery = try await stored { () throws(StoreError) in try await store.resend(id, of: webhook, at: now) }
        guard let delivery else { throw .noDelivery }
        signal.hurry(webhook)
        return delivery
    }

    private static let testKind = "webhook.test"

    private func change(
        _ id: String,
        of account: AccountID,
        _ change: @escaping @Sendable (inout Webhook) -> Void,
    ) async throws(WebhookError) -> Webhook {
        let changed = try await stored { () throws(StoreError) in
            try await store.updateWebhook(id, of: account, change: change)
        }
        guard let changed else { throw .noWebhook }
        return changed
    }

    private func sealed(_ secret: WebhookSecret, of id: String) throws(WebhookError) -> String {
        if let sealed = seal.seal(secret, of: id) { return sealed }
        let detail = "the secret of a webhook could not be sealed"
        throw .store(StoreError(.failed, operation: "webhooks.seal", detail: detail, hint: "Check the random source."))
    }
}

/// A webhook and the secret that it was just given, which is shown this once.
package struct IssuedWebhook: Sendable {
    /// The webhook.
    package let webhook: Webhook
    /// Its secret in clear.
    package let secret: WebhookSecret
}
