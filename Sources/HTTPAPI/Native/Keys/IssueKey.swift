// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `POST /api/keys`: makes a key for the caller's account, and shows its secret this once.
struct IssueKey: KeyedEndpoint {
    static let scope = Scope.admin
    static let kind = CallKind.creating

    let keys: KeyRegistry
    let body: JSONBody
    let object: KeyObject
    let base: String

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = FieldReader(try await body.members(call))
        let name = fields.string("name", maximum: 256) ?? "key"
        let scopes = Self.scopes(&fields)
        let expiresAt = Self.moment("expiresAt", &fields)
        try fields.finish()
        let issued = try await keys.issue(
            name: name, scopes: scopes ?? [.read, .write], expiresAt: expiresAt, for: caller.account, )
        return object.response(issued, base: base)
    }

    /// A list of words, or one text with commas between them.
    private static func scopes(_ fields: inout FieldReader) -> Set<Scope>? {
        let words: String?
        if case .string = fields.given("scopes") {
            words = fields.string("scopes", maximum: 256)
        } else {
            words = fields.strings("scopes", atMost: 16, maximum: 64)?.joined(separator: ",")
        }
        guard let words else { return nil }
        return fields.checked { () throws(CodeError) in try Scope.list(words) }
    }

    private static func moment(_ name: String, _ fields: inout FieldReader) -> Timestamp? {
        guard let text = fields.string(name, maximum: 64) else { return nil }
        guard let moment = Timestamp(iso8601: text) else {
            fields.fault(name, "\(name) must be a moment such as 2026-12-31T23:59:59Z")
            return nil
        }
        return moment
    }
}
