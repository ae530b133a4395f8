// SPDX-License-Identifier: Apache-2.0

import Store
import Webhooks

extension Problem {
    /// Words why something was not done with a webhook.
    init(_ error: WebhookError) {
        switch error {
        case .noWebhook: self.init(.notFound, "the account has no webhook of this id")
        case .noDelivery: self.init(.notFound, "the webhook's log has no delivery of this id")
        case .limitReached(let limit):
            self.init(.webhookLimitReached, "the account has \(limit) webhooks, the most it may have; delete some")
        case .inactive(let status):
            let detail = "the webhook is \(status.rawValue), and nothing is sent to it; make it active first"
            self.init(.webhookInactive, detail)
        case .store(let failure): self.init(failure)
        }
    }
}
