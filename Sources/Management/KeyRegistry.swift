// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store

/// Everything that can be done with accounts and keys.
package struct KeyRegistry: Sendable {
    /// A key with its secret, which is shown this once.
    package struct Issued: Sendable {
        /// The secret to hand to the caller.
        package let secret: KeySecret
        /// The key as it is stored.
        package let key: APIKey
        /// The account it belongs to.
        package let account: Account
    }

    /// The account that a first start makes.
    package static let defaultAccount = "default"
    /// The plan that an account gets when none is named: who runs the server is its own customer.
    package static let defaultPlan = "enterprise"
    /// How long the old key goes on working after a rotation, unless another grace is chosen.
    package static let defaultGrace = Duration.seconds(24 * 60 * 60)

    private let store: any AccountStore
    private let plans: PlanCatalog
    private let clock: WallClock

    /// Makes a registry.
    package init(store: any AccountStore, plans: PlanCatalog, clock: @escaping WallClock) {
        self.store = store
        self.plans = plans
        self.clock = clock
    }

    /// Makes the default account with an admin key, unless there is an account already.
    /// - Returns: the key to show, or nil when this is not the first start.
    package func issueFirstKey() async throws(ManagementError) -> Issued? {
        let accounts = try await stored { () throws(StoreError) in try await store.accounts() }
        guard accounts.isEmpty else { return nil }
        return try await issue(account: Self.defaultAccount, plan: nil, name: "first", scopes: Set(Scope.allCases))
    }

    /// Makes a key, and the account where it is missing.
    /// - Parameters:
    ///   - account: the account's name, 1 to 64 characters.
    ///   - plan: the plan of an account that is made; an account that exists keeps its own, and naming another is
    ///     refused.
    ///   - name: a name that tells the key from others, 1 to 64 characters.
    ///   - scopes: what it may do.
    ///   - lifetime: how long it is valid; nil for ever.
    package func issue(
        account name: String,
        plan: String?,
        name keyName: String,
        scopes: Set<Scope>,
        lifetime: Duration? = nil,
    ) async throws(ManagementError) -> Issued {
        try Self.check(name, at: "/account")
        try Self.check(keyName, at: "/name")
        let account = try await account(named: name, plan: plan)
        return try await add(keyName, scopes: scopes, to: account, expiresAt: lifetime.map { clock().adding($0) })
    }

    /// The keys of an account, oldest first.
    package func keys(of name: String) async throws(ManagementError) -> [APIKey] {
        let account = try await existing(name)
        return try await stored { () throws(StoreError) in try await store.keys(of: account.id) }
    }

    /// Ends a key at once.
    /// - Parameter reference: the key's name, visible prefix or number.
    package func revoke(_ reference: String, of name: String) async throws(ManagementError) -> APIKey {
        let account = try await existing(name)
        return try await end(find(reference, of: account), of: account, at: clock())
    }

    /// Makes a new key with the old one's name and scopes; the old one goes on working for `grace`.
    package func rotate(
        _ reference: String,
        of name: String,
        grace: Duration = KeyRegistry.defaultGrace,
    ) async throws(ManagementError) -> Issued {
        let account = try await existing(name)
        let old = try await find(reference, of: account)
        let issued = try await add(old.name, scopes: old.scopes, to: account, expiresAt: nil)
        _ = try await end(old, of: account, at: clock().adding(grace))
        return issued
    }

    private func add(
        _ name: String,
        scopes: Set<Scope>,
        to account: Account,
        expiresAt: Timestamp?,
    ) async throws(ManagementError) -> Issued {
        var generator = SystemRandomNumberGenerator()
        let secret = KeySecret(using: &generator)
        let new = NewKey(
            account: account.id,
            name: name,
            secret: secret,
            scopes: scopes,
            createdAt: clock(),
            expiresAt: expiresAt,
        )
        let key = try await stored { () throws(StoreError) in try await store.addKey(new) }
        return Issued(secret: secret, key: key, account: account)
    }

    private func end(
        _ key: APIKey,
        of account: Account,
        at moment: Timestamp,
    ) async throws(ManagementError) -> APIKey {
        let ended = try await stored { () throws(StoreError) in
            try await store.expireKey(key.number, of: account.id, at: moment)
        }
        guard let ended else { throw .rule(.invalid("/key", "the key \(key.prefix) is gone")) }
        return ended
    }

    private func find(_ reference: String, of account: Account) async throws(ManagementError) -> APIKey {
        let keys = try await stored { () throws(StoreError) in try await store.keys(of: account.id) }
        let now = clock()
        let found = keys.filter { key in
            key.isValid(at: now) && [key.name, key.prefix, String(key.number)].contains(reference)
        }
        if found.count > 1 {
            let prefixes = found.map(\.prefix).joined(separator: ", ")
            throw .rule(.invalid("/key", "several keys are named \(reference); name one by its prefix: \(prefixes)"))
        }
        guard let key = found.first else {
            throw .rule(.invalid("/key", "account \(account.name) has no valid key \(reference); see `keys list`"))
        }
        return key
    }

    private func account(named name: String, plan: String?) async throws(ManagementError) -> Account {
        if let plan, plans[plan] == nil {
            let allowed = plans.names.joined(separator: ", ")
            throw .rule(.invalid("/plan", "there is no plan \(plan); allowed are \(allowed)"))
        }
        var generator = SystemRandomNumberGenerator()
        let clientID = "wmc_" + Base62.random(count: 16, using: &generator)
        let account = try await stored { () throws(StoreError) in
            let chosen = plan ?? Self.defaultPlan
            return try await store.addAccount(name: name, clientID: clientID, plan: chosen, at: clock())
        }
        if let plan, plan != account.plan {
            throw .rule(.invalid("/plan", "account \(name) exists on plan \(account.plan), not on \(plan)"))
        }
        return account
    }

    private func existing(_ name: String) async throws(ManagementError) -> Account {
        let account = try await stored { () throws(StoreError) in try await store.account(named: name) }
        guard let account else { throw .rule(.invalid("/account", "there is no account \(name)")) }
        return account
    }

    private static func check(_ name: String, at pointer: String) throws(ManagementError) {
        guard (1...64).contains(name.count), !name.containsControlCharacter else {
            throw .rule(.invalid(pointer, "a name has 1 to 64 characters and no control characters"))
        }
    }
}
