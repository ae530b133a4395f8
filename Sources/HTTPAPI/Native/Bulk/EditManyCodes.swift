// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `POST /api/qr/codes/bulk/{operation}` and `POST /qr/bulk/{operation}`: one change to up to a hundred codes.
struct EditManyCodes: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.editingMany

    let name: BulkOrder.Name
    /// Whether fields that are none here are passed over.
    let ignoresStrangers: Bool
    let codes: CodeLibrary
    let body: JSONBody

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = FieldReader(try await body.members(call))
        let order = BulkOrder(name, &fields, refusing: codes.rules.hosts)
        try ignoresStrangers ? fields.finishIgnoringStrangers() : fields.finish()
        guard let order else { throw CodeError.invalid("", "the request is not valid") }
        let refusals = try await codes.perform(order, of: caller.account)
        return .json { writer in
            let failed = refusals.count { $0 != nil }
            writer.member("updated", refusals.count - failed)
            writer.member("failed", failed)
            writer.member("results", zip(order.ids, refusals)) { writer, result in
                writer.object { writer in
                    writer.member("id", result.0)
                    writer.member("status", result.1 == nil ? "updated" : "failed")
                    guard let refusal = result.1 else { return }
                    let problem = Problem(refusal)
                    writer.member("error", problem.detail)
                    writer.member("code", problem.code.rawValue)
                }
            }
        }
    }
}
