// SPDX-License-Identifier: Apache-2.0

package import Codes
import Store

/// Seals the secrets of webhooks for the store, and opens them for signing.
package struct SecretSeal: Sendable {
    private let vault: Vault

    /// Makes a seal; whoever has another vault opens nothing of it.
    package init(vault: Vault) { self.vault = vault }

    /// The secret as ciphertext; nil where the system gives no random nonce.
    func seal(_ secret: WebhookSecret, of webhook: String) -> String? {
        vault.seal(secret.text, for: "webhook \(webhook)")
    }

    /// The secrets that messages are signed with now, the newest first; none where they were sealed with another secret of
    /// the server's.
    func secrets(of webhook: Webhook, at moment: Timestamp) -> [WebhookSecret] {
        var sealed = [webhook.secret]
        if let previous = webhook.previousSecret, let end = webhook.previousSecretEnd, moment < end {
            sealed.append(previous)
        }
        return sealed.compactMap { vault.open($0, for: "webhook \(webhook.id)").flatMap { WebhookSecret($0) } }
    }
}
