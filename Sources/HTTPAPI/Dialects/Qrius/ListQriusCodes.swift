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

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try NumberedPage.fields(of: call.request, size: "limit")
        let page = NumberedPage(&fields, size: "limit", usually: 20)
        var query = page.query
        query.readFilters(&fields, search: "search")
        try fields.finishIgnoringStrangers()
        let found = try await codes.list(query, of: caller.account)
        return .json { writer in
            writer.member("data", found.codes) { writer, code in writer.object { object.write(code, to: &$0) } }
            writer.member("meta") { writer in
                writer.member("pagination") { writer in
                    writer.member("page", page.number)
                    writer.member("limit", page.size)
                    writer.member("total", found.total)
                }
            }
        }
    }
}
