// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Store
import Styling

/// `GET /qr`: the account's codes, in numbered pages of 20.
struct ListQriusCodes: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let codes: CodeLibrary
    let object: QriusObject

    /// Far beyond what anybody turns to; each page is counted off from the beginning.
    private static let lastPage = 100_000

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request, kinds: ["page": .whole, "limit": .whole])
        let page = fields.integer("page", in: 1...Self.lastPage) ?? 1
        var query = CodeListQuery()
        query.limit = fields.integer("limit", in: 1...100) ?? 20
        query.skip = (page - 1) * query.limit
        query.readFilters(&fields, search: "search")
        try fields.finishIgnoringStrangers()
        let found = try await codes.list(query, of: caller.account)
        return .json { writer in
            writer.member("data", found.codes) { writer, code in writer.object { object.write(code, to: &$0) } }
            writer.member("meta") { writer in
                writer.member("pagination") { writer in
                    writer.member("page", page)
                    writer.member("limit", query.limit)
                    writer.member("total", found.total)
                }
            }
        }
    }
}
