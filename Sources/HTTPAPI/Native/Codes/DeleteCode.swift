// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management

/// `DELETE /api/qr/codes/{id}`: ends a code for good; its scans answer 410 and its counts stay.
struct DeleteCode: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.editing

    let codes: CodeLibrary

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let expected = try await CodeTag.expectedVersion(in: call.request.headers) {
            try await codes.code(call.id, of: caller.account)
        }
        try await codes.delete(call.id, of: caller.account, expectedVersion: expected)
        return .empty(.noContent)
    }
}
