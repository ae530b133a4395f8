// SPDX-License-Identifier: Apache-2.0

/// A key as the store keeps it: everything but the secret itself.
package struct APIKey: Sendable, Hashable {
    /// The store's row number.
    package let number: Int64
    /// The account it belongs to.
    package let account: AccountID
    /// A name that tells keys apart.
    package let name: String
    /// The visible first characters of the secret, for lists and logs.
    package let prefix: String
    /// The SHA-256 of the secret: 32 bytes.
    package let digest: [UInt8]
    /// What the key may do.
    package let scopes: Set<Scope>
    /// When it was made.
    package let createdAt: Timestamp
    /// When it was last used, to the minute; nil before the first use.
    package let lastUsedAt: Timestamp?
    /// From when on it is refused; nil for never.
    package let expiresAt: Timestamp?

    /// Puts a key together from a store's row.
    package init(
        number: Int64,
        account: AccountID,
        name: String,
        prefix: String,
        digest: [UInt8],
        scopes: Set<Scope>,
        createdAt: Timestamp,
        lastUsedAt: Timestamp?,
        expiresAt: Timestamp?,
    ) {
        self.number = number
        self.account = account
        self.name = name
        self.prefix = prefix
        self.digest = digest
        self.scopes = scopes
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.expiresAt = expiresAt
    }

    /// Whether the key is accepted at `moment`.
    package func isValid(at moment: Timestamp) -> Bool { expiresAt.map { moment < $0 } ?? true }
}
