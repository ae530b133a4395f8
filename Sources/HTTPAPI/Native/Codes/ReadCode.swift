// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management

/// `GET /api/qr/codes/{id}`: one code.
struct ReadCode: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let codes: CodeLibrary
    let object: CodeObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request)
        try fields.finish()
        let code = try await codes.code(call.id, of: caller.account)
        let tag = CodeTag.text(of: code)
        if let known = call.request.headers[.ifNoneMatch], EntityTags(known).contains(tag) {
            return .empty(.notModified, headers: [.eTag: tag])
        }
        return object.response(code)
    }
}
