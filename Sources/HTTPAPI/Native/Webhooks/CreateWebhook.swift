// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management
import Store
import Webhooks

/// `POST /api/webhooks`: makes a webhook; the answer is the only one that shows its secret.
struct CreateWebhook: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.creating

    let webhooks: WebhookRegistry
    let body: JSONBody

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let form = try WebhookForm(await body.members(call), rules: webhooks.rules, isNew: true)
        let issued = try await webhooks.create(form, for: caller.account.id)
        let headers: HTTPFields = [.location: "/api/webhooks/\(issued.webhook.id)"]
        return WebhookObject(issued).response(status: .created, headers: headers)
    }
}
