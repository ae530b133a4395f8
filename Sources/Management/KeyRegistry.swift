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

    /// The most valid keys of an account: more than anybody tells apart.
    package static let mostKeys = 1_000

    let store: any AccountStore
    private let plans: PlanCatalog
    let clock: WallClock

    /// Makes a registry.
    package init(store: any AccountStore, plans: PlanCatalog, clock: @escaping WallClock) {
        self.store = store
        self.plans = plans
        self.clock = clock
    }

    /// Makes the default account with an admin key, unless there is a key or another account already.
    /// - Returns: the key to show, or nil when this is not the first start.
    /// - Throws: the store's failure, or ``CodeError/invalid(_:)`` where the catalog lacks ``defaultPlan``.
    package func issueFirstKey() async throws(ManagementError) -> Issued? {
        let accounts = try await stored { () throws(StoreError) in try await store.accounts() }
        guard accounts.allSatisfy({ $0.name == Self.defaultAccount }) else { return nil }
        // An account without any key is what a first start left that was cut short between the two.
        if let account = accounts.first, try await !keys(of: account).isEmpty { return nil }
        let scopes = Set(Scope.allCases)
        let issued = try await issue(account: Self.defaultAccount, plan: nil, name: "first", scopes: scopes)
        // Of two first starts at one moment, the one whose key was stored first shows it.
        let winner = try await keys(of: issued.account).first?.number
        guard let winner, winner != issued.key.number else { return issued }
        _ = try await end(issued.key, of: issued.account, at: clock())
        return nil
    }

    /// Makes a key, and the account where it is missing.
    /// - Parameters:
    ///   - name: the account's name, 1 to 64 characters.
    ///   - plan: the plan of an account that is made; an account that exists keeps its own, and naming another is
    ///     refused.
    ///   - keyName: a name that tells the key from others, 1 to 64 characters.
    ///   - scopes: what it may do; at least one.
    ///   - lifetime: how long it is valid, more than nothing; nil for ever.
    /// - Returns: the key with its secret.
    /// - Throws: ``CodeError/invalid(_:)`` as a rule, or the store's failure.
    package func issue(
        account name: String,
        plan: String?,
        name keyName: String,
        scopes: Set<Scope>,
        lifetime: Duration? = nil,
    ) async throws(ManagementError) -> Issued {
        try check(name, keyName, scopes, lifetime)
        let account = try await account(named: name, plan: plan)
        return try await add(keyName, scopes: scopes, to: account, expiresAt: lifetime.map { clock().adding($0) })
    }

    /// Makes a key for an account that exists.
    /// - Parameters:
    ///   - name: a name that tells the key from others, 1 to 64 characters.
    ///   - scopes: what it may do; at least one.
    ///   - expiresAt: from when on it is refused, in the future; nil for never.
    ///   - account: the account.
    /// - Returns: the key with its secret.
    /// - Throws: ``CodeError/invalid(_:)`` as a rule, or the store's failure.
    package func issue(
        name: String,
        scopes: Set<Scope>,
        expiresAt: Timestamp?,
        for account: Account,
    ) async throws(ManagementError) -> Issued {
        let faults = Self.faults(name: name, scopes: scopes, expiresAt: expiresAt, at: clock())
        guard faults.isEmpty else { throw .rule(.invalid(faults)) }
        return try await add(name, scopes: scopes, to: account, expiresAt: expiresAt)
    }

    /// The keys of an account, oldest first.
    package func keys(of account: Account) async throws(ManagementError) -> [APIKey] {
        try await stored { () throws(StoreError) in try await store.keys(of: account.id) }
    }

    /// The key of an account with a visible prefix, or a number; one that has ended too, where no valid one has it.
    /// - Returns: nil where there is none.
    /// - Throws: ``CodeError/invalid(_:)`` where several have the prefix, or the store's failure.
    package func key(_ reference: String, of account: Account) async throws(ManagementError) -> APIKey? {
        let named = try await keys(of: account).filter { [$0.prefix, String($0.number)].contains(reference) }
        let now = clock()
        let valid = named.filter { $0.isValid(at: now) }
        if valid.count > 1 {
            let numbers = valid.map { String($0.number) }.joined(separator: ", ")
            throw .rule(.invalid("/key", "several keys begin with \(reference); use one of the numbers \(numbers)"))
        }
        return valid.first ?? named.last
    }

    /// Ends a key at once; one that has ended stays as it is.
    package func revoke(_ key: APIKey, of account: Account) async throws(ManagementError) -> APIKey {
        let now = clock()
        return key.isValid(at: now) ? try await end(key, of: account, at: now) : key
    }

    /// Makes a new key in the place of a valid one, see ``rotate(_:of:grace:)``.
    package func rotate(
        _ key: APIKey,
        of account: Account,
        grace: Duration = KeyRegistry.defaultGrace,
    ) async throws(ManagementError) -> Issued {
        guard grace >= .zero else { throw .rule(.invalid("/grace", "the grace must not be negative")) }
        guard key.isValid(at: clock()) else {
            throw .rule(.invalid("/key", "the key \(key.prefix) has ended; make another one"))
        }
        let issued = try await add(key.name, scopes: key.scopes, to: account, expiresAt: nil)
        let last = clock().adding(grace)
        _ = try await end(key, of: account, at: key.expiresAt.map { min($0, last) } ?? last)
        return issued
    }

    /// The keys of an account, oldest first.
    package func keys(of name: String) async throws(ManagementError) -> [APIKey] {
        try await keys(of: existing(name))
    }

    /// Ends a key at once.
    /// - Parameters:
    ///   - reference: the key's name, visible prefix or number.
    ///   - name: the account's name.
    /// - Returns: the key as it is now.
    /// - Throws: ``CodeError/invalid(_:)`` where no valid key or more than one is meant, or the store's failure.
    package func revoke(_ reference: String, of name: String) async throws(ManagementError) -> APIKey {
        let account = try await existing(name)
        return try await end(find(reference, of: account), of: account, at: clock())
    }

    /// Makes a new key with the old one's name and scopes, valid for ever.
    ///
    /// The old one goes on working for `grace`, or until it ends by itself where that comes first.
    /// - Parameters:
    ///   - reference: the old key's name, visible prefix or number.
    ///   - name: the account's name.
    ///   - grace: how long the old key goes on working; nothing ends it at once.
    /// - Returns: the new key with its secret.
    /// - Throws: ``CodeError/invalid(_:)`` where no valid key or more than one is meant, or the store's failure.
    package func rotate(
        _ reference: String,
        of name: String,
        grace: Duration = KeyRegistry.defaultGrace,
    ) async throws(ManagementError) -> Issued {
        let account = try await existing(name)
        return try await rotate(find(reference, of: account), of: account, grace: grace)
    }
}

extension KeyRegistry {
    private func add(
        _ name: String,
        scopes: Set<Scope>,
        to account: Account,
        expiresAt: Timestamp?,
    ) async throws(ManagementError) -> Issued {
        let now = clock()
        let valid = try await keys(of: account).count { $0.isValid(at: now) }
        guard valid < Self.mostKeys else {
            throw .rule(.invalid("", "the account has \(valid) valid keys; revoke some before making more"))
        }
        var generator = SystemRandomNumberGenerator()
        let secret = KeySecret(using: &generator)
        let new = NewKey(
            account: account.id,
            name: name,
            secret: secret,
            scopes: scopes,
            createdAt: now,
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

    func find(_ reference: String, of account: Account) async throws(ManagementError) -> APIKey {
        let now = clock()
        let found = try await keys(of: account).filter { key in
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
        if let plan { try check(plan: plan) }
        let known = try await stored { () throws(StoreError) in try await store.account(named: name) }
        let account: Account
        if let known {
            account = known
        } else {
            account = try await add(name, plan: plan ?? Self.defaultPlan)
        }
        if let plan, plan != account.plan {
            throw .rule(.invalid("/plan", "account \(name) exists on plan \(account.plan), not on \(plan)"))
        }
        return account
    }

    private func add(_ name: String, plan: String) async throws(ManagementError) -> Account {
        try check(plan: plan)
        var generator = SystemRandomNumberGenerator()
        let clientID = "wmc_" + Base62.random(count: 16, using: &generator)
        return try await stored { () throws(StoreError) in
            try await store.addAccount(name: name, clientID: clientID, plan: plan, at: clock())
        }
    }

    func existing(_ name: String) async throws(ManagementError) -> Account {
        let account = try await stored { () throws(StoreError) in try await store.account(named: name) }
        guard let account else { throw .rule(.invalid("/account", "there is no account \(name)")) }
        return account
    }

    private func check(plan: String) throws(ManagementError) {
        guard plans[plan] == nil else { return }
        let allowed = plans.names.joined(separator: ", ")
        throw .rule(.invalid("/plan", "there is no plan \(plan); allowed are \(allowed)"))
    }

    private func check(
        _ account: String,
        _ key: String,
        _ scopes: Set<Scope>,
        _ lifetime: Duration?,
    ) throws(ManagementError) {
        var faults: [FieldFault] = []
        if !Self.isName(account) { faults.append(FieldFault("/account", Self.nameForm)) }
        faults += Self.faults(name: key, scopes: scopes)
        if let lifetime, lifetime <= .zero {
            faults.append(FieldFault("/lifetime", "the lifetime must be more than nothing"))
        }
        guard faults.isEmpty else { throw .rule(.invalid(faults)) }
    }
}
