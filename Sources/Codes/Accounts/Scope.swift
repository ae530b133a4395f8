// SPDX-License-Identifier: Apache-2.0

/// What a key may do.
package enum Scope: String, Sendable, CaseIterable {
    /// Read codes, images and analytics.
    case read
    /// Create, edit and delete codes.
    case write
    /// Manage keys, webhooks and the account itself.
    case admin

    /// Reads a comma-separated list such as `read,write`; letter case and spaces around words do not matter.
    ///
    /// - Throws: ``CodeError/invalid(_:)`` at `/scopes` that lists the allowed words.
    package static func list(_ text: String) throws(CodeError) -> Set<Scope> {
        var scopes: Set<Scope> = []
        for word in text.split(separator: ",").map(\.trimmingSpaces) where !word.isEmpty {
            guard let scope = Scope(rawValue: word.lowercased()) else {
                throw .invalid("/scopes", "\"\(word.prefix(40))\" is not a scope; allowed are read, write and admin")
            }
            scopes.insert(scope)
        }
        guard !scopes.isEmpty else { throw .invalid("/scopes", "name at least one of read, write and admin") }
        return scopes
    }
}
