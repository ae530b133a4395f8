// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Store
import Webhooks

/// A webhook as its account sees it: with its secret only when that was just made.
struct WebhookObject {
    let webhook: Webhook
    var secret: WebhookSecret?

    /// The object of a webhook that was just given a secret.
    init(_ issued: IssuedWebhook) {
        webhook = issued.webhook
        secret = issued.secret
    }

    init(_ webhook: Webhook) { self.webhook = webhook }

    /// An answer that is this webhook.
    func response(status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        // It may hold the secret.
        headers[.cacheControl] = "no-store"
        return .json(status: status, headers: headers) { write(to: &$0) }
    }

    /// Writes the members.
    func write(to writer: inout JSONWriter) {
        writer.member("id", webhook.id)
        writer.member("url", webhook.url)
        writer.member("description", webhook.description)
        writer.member("events", EventKind.allCases.filter(webhook.events.contains).map(\.rawValue))
        writer.member("status", webhook.status.rawValue)
        writer.member("reason", webhook.reason)
        if let secret { writer.member("secret", secret.text) }
        writer.member("previousSecretEndsAt", webhook.previousSecret.flatMap { _ in webhook.previousSecretEnd })
        writer.member("createdAt", webhook.createdAt)
        writer.member("updatedAt", webhook.updatedAt)
        writer.member("lastDeliveredAt", webhook.deliveredAt)
        writer.member("failingSince", webhook.failingSince)
        writer.member("pending", webhook.pending)
    }
}
