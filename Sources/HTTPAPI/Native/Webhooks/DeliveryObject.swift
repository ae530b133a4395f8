// SPDX-License-Identifier: Apache-2.0

import Store

/// A delivery as the owner of its webhook sees it.
struct DeliveryObject {
    let delivery: WebhookDelivery

    init(_ delivery: WebhookDelivery) { self.delivery = delivery }

    /// Writes the members.
    func write(to writer: inout JSONWriter) {
        writer.member("id", delivery.id)
        writer.member("type", delivery.kind)
        writer.member("state", delivery.state.rawValue)
        writer.member("attempts", delivery.attempts)
        writer.member("createdAt", delivery.createdAt)
        writer.member("nextAttemptAt", delivery.nextAttemptAt)
        guard let attempt = delivery.latest else {
            writer.name("lastAttempt")
            return writer.null()
        }
        writer.member("lastAttempt") { writer in
            writer.member("at", attempt.at)
            writer.member("milliseconds", attempt.milliseconds)
            writer.member("status", attempt.status)
            writer.member("error", attempt.error)
            writer.member("response", attempt.response)
        }
    }
}
