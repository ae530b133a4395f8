// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Store

/// `POST /qr`: makes a code from `{name, destinationUrl, slug?, description?, tags?}`.
///
/// Other fields are passed over, as that API does.
struct CreateQriusCode: KeyedEndpoint {
    static let scope = Scope.write
    static let kind = CallKind.creating

    let codes: CodeLibrary
    let body: JSONBody
    let object: QriusObject

    /// The fields whose names and rules are the native ones.
    private static let shared = ["name", "slug", "description", "tags"]

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        answer(with: try await codes.create(Self.draft(body.members(call), rules: codes.rules), for: caller.account))
    }

    func answer(again made: MadeThing?, to call: Call, by caller: Principal) async throws -> Response {
        answer(with: try await codes.code(made, of: caller.account))
    }

    private func answer(with code: Code) -> Response {
        let location = "/qr/\(code.id.prefixed)"
        return .json(status: .created, headers: [.location: location]) { object.writeMade(code, to: &$0) }
    }

    private static func draft(_ members: [String: JSONValue], rules: CodeRules) throws(CodeError) -> CodeDraft {
        var fields = FieldReader(members)
        _ = fields.value("name", required: true)
        let destination = fields.destination("destinationUrl", refusing: rules.hosts, required: true)
        var native = members.filter { shared.contains($0.key) }
        // A stand-in, so that the faults of the other fields are found too.
        native["data"] = .string(destination?.text ?? "https://example.com/")
        let draft = fields.checked { () throws(CodeError) in try CodeDraft(fields: native, rules: rules) }
        try fields.finishIgnoringStrangers()
        guard let draft else { throw .invalid("", "the request is not valid") }
        return draft
    }
}
