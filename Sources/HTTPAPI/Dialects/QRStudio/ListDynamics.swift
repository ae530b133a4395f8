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

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try NumberedPage.fields(of: call.request, size: "page_size")
        let page = NumberedPage(&fields, size: "page_size", usually: 25)
        try fields.finishIgnoringStrangers()
        let found = try await codes.list(page.query, of: caller.account)
        let changes = try await codes.destinationChanges(of: found.codes)
        return .json { writer in
            writer.member("count", found.total)
            writer.member("next", page.hasNext(of: found.total) ? link(to: page.number + 1, of: page.size) : nil)
            writer.member("previous", page.number > 1 ? link(to: page.number - 1, of: page.size) : nil)
            writer.member("results", found.codes) { writer, code in
                writer.object { object.write(code, changes: changes[code.number] ?? 0, to: &$0) }
            }
        }
    }

    private func link(to page: Int, of size: Int) -> String {
        "\(object.baseURL)/api/v1/dynamic/?page=\(page)&page_size=\(size)"
    }
}
