// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management
import Store
import Styling

/// `GET /api/qr/codes`: the account's codes, newest first or in another order, a page at a time.
struct ListCodes: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let codes: CodeLibrary
    let object: CodeObject

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request, kinds: ["limit": .whole])
        let cursor = fields.string("cursor", maximum: ListCursor.maximumLength) ?? ListCursor.first
        var query = CodeListQuery()
        query.limit = fields.integer("limit", in: 1...100) ?? query.limit
        query.type = fields.choice("type")
        query.readFilters(&fields, search: "q")
        try fields.finish()
        if cursor != ListCursor.first {
            guard let position = ListCursor.position(cursor, in: query.order, of: caller.account.id) else {
                let detail =
                    "cursor is unknown; pass on nextCursor of the page before with the same sort, or leave it out"
                throw Problem(.invalidCursor, detail, faults: [FieldFault("\(QueryFields.base)/cursor", detail)])
            }
            query.after = position
        }
        let page = try await codes.list(query, of: caller.account)
        let next = page.next.map { ListCursor.text($0, in: query.order, of: caller.account.id) }
        return response(page, limit: query.limit, cursor: cursor, next: next, request: call.request)
    }

    private func response(
        _ page: CodePage,
        limit: Int,
        cursor: String,
        next: String?,
        request: Request,
    ) -> Response {
        var headers: HTTPFields = [:]
        if let next { headers[.link] = PageLink.next(request, cursor: next) }
        return .json(headers: headers) { writer in
            writer.member("data", page.codes) { writer, code in writer.object { object.write(code, to: &$0) } }
            writer.member("pagination") { writer in
                writer.member("total", page.total)
                writer.member("limit", limit)
                writer.member("cursor", cursor)
                writer.member("nextCursor", next)
            }
        }
    }
}
