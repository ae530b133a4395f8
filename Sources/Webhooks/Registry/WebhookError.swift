// SPDX-License-Identifier: Apache-2.0

package import Store

/// Why something was not done with a webhook.
package enum WebhookError: Error, Sendable {
    /// The account has no webhook of that id.
    case noWebhook
    /// The webhook has no delivery of that id in its log.
    case noDelivery
    /// The account has as many webhooks as it may have.
    case limitReached(Int)
    /// It is not active, so that nothing is sent to it.
    case inactive(Webhook.Status)
    /// The store could not do its work; the operator has to look.
    case store(StoreError)
}

/// Runs a store's call and words its failure as this target's.
func stored<Value>(_ call: () async throws(StoreError) -> Value) async throws(WebhookError) -> Value {
    do {
        return try await call()
    } catch {
        throw .store(error)
    }
}
