// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management

/// A key as the API shows it.
struct KeyObject: Sendable {
    let clock: WallClock

    /// Everything but the secret.
    func write(_ key: APIKey, to writer: inout JSONWriter) {
        writer.member("id", key.prefix)
        writer.member("name", key.name)
        writer.member("prefix", key.prefix)
        writer.member("scopes", Scope.allCases.filter(key.scopes.contains).map(\.rawValue))
        writer.member("status", key.isValid(at: clock()) ? "active" : "expired")
        writer.member("createdAt", key.createdAt)
        writer.member("lastUsedAt", key.lastUsedAt)
        writer.member("expiresAt", key.expiresAt)
    }

    /// The answer that shows the secret of a new key, this once.
    func response(_ issued: KeyRegistry.Issued, base: String) -> Response {
        .json(status: .created, headers: [.location: "\(base)/\(issued.key.prefix)"]) { writer in
            writer.member("key", issued.secret.text)
            writer.member("clientId", issued.account.clientID)
            writer.member("account", issued.account.name)
            writer.member("plan", issued.account.plan)
            write(issued.key, to: &writer)
        }
    }
}

extension KeyRegistry {
    /// The key that a path names.
    /// - Throws: a 404 problem where the account has none: another account's is no different.
    func key(namedIn call: Call, of account: Account) async throws -> APIKey {
        guard let key = try await key(call.id, of: account) else {
            throw Problem(.notFound, "the account has no key of this id")
        }
        return key
    }
}
