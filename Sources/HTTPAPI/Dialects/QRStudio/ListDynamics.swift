// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Store
import Styling

/// `GET /api/v1/dynamic/`: the account's codes, newest first, in numbered pages of 25.
struct ListDynamics: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let codes: CodeLibrary
    let object: StudioObject

    /// Far beyond what anybody turns to; each page is counted off from the beginning.
    private static let lastPage = 100_000

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request, kinds: ["page": .whole, "page_size": .whole])
        let page = fields.integer("page", in: 1...Self.lastPage) ?? 1
        var query = CodeListQuery()
        query.limit = fields.integer("page_size", in: 1...100) ?? query.limit
        query.skip = (page - 1) * query.limit
        try fields.finishIgnoringStrangers()
        let found = try await codes.list(query, of: caller.account)
        let changes = try await codes.destinationChanges(of: found.codes)
        let hasMore = page * query.limit < found.total
        return .json { writer in
            writer.member("count", found.total)
            writer.member("next", hasMore ? link(to: page + 1, of: query.limit) : nil)
            writer.member("previous", page > 1 ? link(to: page - 1, of: query.limit) : nil)
            writer.member("results", found.codes) { writer, code in
                writer.object { object.write(code, changes: changes[code.number] ?? 0, to: &$0) }
            }
        }
    }

    private func link(to page: Int, of size: Int) -> String {
        "\(object.baseURL)/api/v1/dynamic/?page=\(page)&page_size=\(size)"
    }
}
