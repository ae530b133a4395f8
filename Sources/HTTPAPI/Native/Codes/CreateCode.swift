// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import QRRender
import Store
import Styling

/// `POST /api/qr/codes`: makes a code; the answer to one with a style says how surely its picture scans.
struct CreateCode: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.creating

    let codes: CodeLibrary
    let body: JSONBody
    let object: CodeObject
    let pictures: PictureLibrary
    let proof: ScanProof

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let members = try await pictures.settled(await body.members(call), for: caller.account.id)
        let draft = try CodeDraft(fields: members, rules: codes.rules)
        let report = try await proof.report(on: draft.settings, of: draft.slug, for: caller)
        return answer(with: try await codes.create(draft, for: caller.account), report)
    }

    func answer(again made: MadeThing?, to call: Call, by caller: Principal) async throws -> Response {
        let code = try await codes.code(made, of: caller.account)
        // What was made once stays made, whatever has become of its logo since.
        return answer(with: code, try? await proof.report(on: code.settings, of: code.id, for: caller))
    }

    private func answer(with code: Code, _ report: ScanReport?) -> Response {
        object.response(
            code, status: .created, headers: [.location: "/api/qr/codes/\(code.id)"], report: report, )
    }
}
