// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

extension WaymarkAPI {
    /// Webhooks, at the prefix of accounts and at that of the QRStudio API.
    var webhookRoutes: [Route] { webhookRoutes(at: "/api/webhooks") + webhookRoutes(at: "/api/v1/webhooks") }

    private func webhookRoutes(at prefix: String) -> [Route] {
        let webhooks = dependencies.webhooks
        let body = JSONBody(limits: dependencies.limits)
        let event = EventObject(publicURL: dependencies.publicURL)
        let (one, log) = ("\(prefix)/{id}", "\(prefix)/{id}/deliveries")
        let operations: [(String, [HTTPRequest.Method: any KeyedEndpoint])] = [
            (prefix, [.get: ListWebhooks(webhooks: webhooks), .post: CreateWebhook(webhooks: webhooks, body: body)]),
            (
                one,
                [
                    .get: ReadWebhook(webhooks: webhooks),
                    .patch: EditWebhook(webhooks: webhooks, body: body),
                    .delete: DeleteWebhook(webhooks: webhooks),
                ],
            ),
            ("\(one)/rotate", [.post: RotateWebhookSecret(webhooks: webhooks, body: body)]),
            ("\(one)/test", [.post: TestWebhook(webhooks: webhooks)]),
            (log, [.get: ListDeliveries(webhooks: webhooks)]),
            ("\(log)/{delivery}", [.get: ReadDelivery(webhooks: webhooks, event: event)]),
            ("\(log)/{delivery}/resend", [.post: ResendDelivery(webhooks: webhooks)]),
        ]
        return operations.map { path, endpoints in
            (RouterPath(path), endpoints.mapValues { Resource.Operation.keyed($0) })
        }
    }
}
