// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Synchronization

/// Accounts of a real store that count what is asked of them, and fail when they are told to.
final class WatchedAccounts: AccountStore {
    private let store: any AccountStore
    private let isFailing = Atomic(false)
    private let keyReads = Atomic(0)

    init(_ store: any AccountStore) { self.store = store }

    /// How many keys were looked up.
    var lookups: Int { keyReads.load(ordering: .relaxed) }

    /// Makes every call fail from now on, or succeed again.
    func fail(_ fails: Bool) { isFailing.store(fails, ordering: .relaxed) }

    private func check() throws(StoreError) {
        guard isFailing.load(ordering: .relaxed) else { return }
        throw StoreError(
            .unavailable, operation: "test", detail: "it fails as it was told to", hint: "Tell it not to.",
        )
    }

    func account(named name: String) async throws(StoreError) -> Account? {
        try check()
        return try await store.account(named: name)
    }

    func account(_ id: AccountID) async throws(StoreError) -> Account? {
        try check()
        return try await store.account(id)
    }

    func accounts() async throws(StoreError) -> [Account] {
        try check()
        return try await store.accounts()
    }

    func addAccount(
        name: String,
        clientID: String,
        plan: String,
        at moment: Timestamp,
    ) async throws(StoreError) -> Account {
        try check()
        return try await store.addAccount(name: name, clientID: clientID, plan: plan, at: moment)
    }

    func addKey(_ key: NewKey) async throws(StoreError) -> APIKey {
        try check()
        return try await store.addKey(key)
    }

    func key(digest: [UInt8]) async throws(StoreError) -> (key: APIKey, account: Account)? {
        try check()
        keyReads.wrappingAdd(1, ordering: .relaxed)
        return try await store.key(digest: digest)
    }

    func keys(of account: AccountID) async throws(StoreError) -> [APIKey] {
        try check()
        return try await store.keys(of: account)
    }

    func expireKey(_ number: Int64, of account: AccountID, at moment: Timestamp) async throws(StoreError) -> APIKey? {
        try check()
        return try await store.expireKey(number, of: account, at: moment)
    }

    func editKey(
        _ number: Int64,
        of account: AccountID,
        _ edit: KeyEdit,
        at moment: Timestamp,
    ) async throws(StoreError) -> APIKey? {
        try check()
        return try await store.editKey(number, of: account, edit, at: moment)
    }

    func noteKeyUse(_ uses: [Int64: Timestamp]) async throws(StoreError) {
        try check()
        try await store.noteKeyUse(uses)
    }
}
