// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Webhooks

/// `GET /api/webhooks`: the account's webhooks, oldest first; there are never many.
struct ListWebhooks: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.reading

    let webhooks: WebhookRegistry

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request)
        try fields.finish()
        let found = try await webhooks.webhooks(of: caller.account.id)
        return .json { writer in
            writer.member("data", found) { writer, webhook in
                writer.object { WebhookObject(webhook).write(to: &$0) }
            }
        }
    }
}
