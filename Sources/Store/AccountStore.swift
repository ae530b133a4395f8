// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Keeps accounts and their keys.
///
/// Every write is durable when the call returns.
package protocol AccountStore: Sendable {
    /// The account of that name, or nil.
    func account(named name: String) async throws(StoreError) -> Account?

    /// The account of that number, or nil.
    func account(_ id: AccountID) async throws(StoreError) -> Account?

    /// All accounts by name.
    func accounts() async throws(StoreError) -> [Account]

    /// Adds an account, or returns the one that has the name already (its plan and client id unchanged).
    func addAccount(
        name: String,
        clientID: String,
        plan: String,
        at moment: Timestamp,
    ) async throws(StoreError) -> Account

    /// Adds a key.
    func addKey(_ key: NewKey) async throws(StoreError) -> APIKey

    /// The key whose secret has this SHA-256, with its account; nil where there is none. Expired keys are returned too.
    func key(digest: [UInt8]) async throws(StoreError) -> (key: APIKey, account: Account)?

    /// The keys of an account, oldest first.
    func keys(of account: AccountID) async throws(StoreError) -> [APIKey]

    /// Sets when a key ends: now to revoke it, later to rotate it.
    /// - Returns: the key as it is now, or nil where the account has no such key.
    func expireKey(_ number: Int64, of account: AccountID, at moment: Timestamp) async throws(StoreError) -> APIKey?

    /// Changes a key that is valid at `moment`; what two edits at once leave out of each other stays.
    /// - Returns: the key as it is now, or nil where the account has no such key, or one that has ended.
    func editKey(
        _ number: Int64,
        of account: AccountID,
        _ edit: KeyEdit,
        at moment: Timestamp,
    ) async throws(StoreError) -> APIKey?

    /// Notes that keys were used; kept to the minute, and never moved back.
    func noteKeyUse(_ uses: [Int64: Timestamp]) async throws(StoreError)
}

/// A key that is about to be stored.
package struct NewKey: Sendable, Hashable {
    /// The account it is for.
    package let account: AccountID
    /// Its name.
    package let name: String
    /// The visible first characters of the secret.
    package let prefix: String
    /// The SHA-256 of the secret: 32 bytes.
    package let digest: [UInt8]
    /// What it may do.
    package let scopes: Set<Scope>
    /// When it is made.
    package let createdAt: Timestamp
    /// From when on it is refused; nil for never.
    package let expiresAt: Timestamp?

    /// Makes a key that is not stored yet.
    package init(
        account: AccountID,
        name: String,
        secret: KeySecret,
        scopes: Set<Scope>,
        createdAt: Timestamp,
        expiresAt: Timestamp? = nil,
    ) {
        self.account = account
        self.name = name
        self.prefix = secret.prefix
        self.digest = secret.digest
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}
