// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Webhooks

/// `PATCH /api/webhooks/{id}`: merges fields; `status` pauses it, and makes one active again that was disabled.
struct EditWebhook: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.editing

    let webhooks: WebhookRegistry
    let body: JSONBody

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let form = try WebhookForm(await body.members(call), rules: webhooks.rules, isNew: false)
        return WebhookObject(try await webhooks.edit(call.id, of: caller.account.id, form)).response()
    }
}
