// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Accounts and keys in a store")
struct AccountTests {
    @Test("an account is found by name and by number, and made once", arguments: Backend.allCases)
    func accounts(_ backend: Backend) async throws {
        try await backend.withStore { store in
            #expect(try await store.account(named: "default") == nil)
            let account = try await store.addAccount(name: "default", clientID: "c1", plan: "free", at: morning)
            #expect(account.name == "default" && account.clientID == "c1" && account.plan == "free")
            #expect(account.createdAt == morning)
            let again = try await store.addAccount(name: "default", clientID: "c2", plan: "pro", at: morning + hour)
            #expect(again == account)
            #expect(try await store.account(named: "default") == account)
            #expect(try await store.account(account.id) == account)
            #expect(try await store.account(AccountID(4_711)) == nil)
            let earlier = try await store.account("Another")
            #expect(try await store.accounts() == [earlier, account])
        }
    }

    @Test("of an account made by many at once there is one", arguments: Backend.allCases)
    func accountRace(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let made = try await withThrowingTaskGroup { group in
                for index in 0..<16 {
                    group.addTask {
                        try await store.addAccount(name: "default", clientID: "c\(index)", plan: "free", at: morning)
                    }
                }
                return try await group.reduce(into: Set<Account>()) { $0.insert($1) }
            }
            #expect(made.count == 1)
            #expect(try await store.accounts() == Array(made))
        }
    }

    @Test("a key is found by the digest of its secret, with its account", arguments: Backend.allCases)
    func keys(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let secret = try #require(KeySecret(presented: "wm_secret-of-this-test"))
            let new = NewKey(
                account: account.id,
                name: "deploy",
                secret: secret,
                scopes: [.write, .read],
                createdAt: morning,
                expiresAt: morning + day,
            )
            let key = try await store.addKey(new)
            #expect(key.scopes == [.read, .write] && key.prefix == "wm_secret" && key.expiresAt == morning + day)
            let found = try #require(try await store.key(digest: secret.digest))
            #expect(found.key == key)
            #expect(found.account == account)
            #expect(try await store.keys(of: account.id) == [key])
            #expect(try await store.keys(of: AccountID(4_711)).isEmpty)
            #expect(try await store.key(digest: Array(repeating: 7, count: 32)) == nil)
        }
    }

    @Test("an expired key is still found, so that its holder learns why", arguments: Backend.allCases)
    func expiry(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let key = try await store.key("one", of: account)
            let other = try await store.account("other")
            #expect(try await store.expireKey(key.number, of: other.id, at: morning) == nil)
            #expect(try await store.expireKey(key.number + 1, of: account.id, at: morning) == nil)
            let expired = try #require(try await store.expireKey(key.number, of: account.id, at: morning + hour))
            #expect(expired.expiresAt == morning + hour)
            #expect(try await store.key(digest: key.digest)?.key == expired)
        }
    }

    @Test("an edit changes what it names of a key that is valid, and of no other", arguments: Backend.allCases)
    func edits(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let key = try await store.key("one", of: account)
            let kept = try await store.key("two", of: account)
            let other = try await store.account("other")
            let all = KeyEdit(name: "new", scopes: [.write, .read], end: .at(morning + hour))
            #expect(try await store.editKey(key.number, of: other.id, all, at: morning) == nil)
            #expect(try await store.editKey(4_711, of: account.id, all, at: morning) == nil)
            #expect(try await store.keys(of: account.id) == [key, kept])

            let edited = try #require(try await store.editKey(key.number, of: account.id, all, at: morning))
            #expect(edited.name == "new" && edited.scopes == [.read, .write] && edited.expiresAt == morning + hour)
            #expect(edited.digest == key.digest && edited.prefix == key.prefix && edited.createdAt == key.createdAt)
            #expect(try await store.keys(of: account.id) == [edited, kept])
            #expect(try await store.editKey(key.number, of: account.id, KeyEdit(), at: morning) == edited)
            let named = try await store.editKey(key.number, of: account.id, KeyEdit(name: "newer"), at: morning)
            #expect(named?.name == "newer" && named?.scopes == edited.scopes && named?.expiresAt == edited.expiresAt)

            let end = KeyEdit(end: .never)
            #expect(try await store.editKey(key.number, of: account.id, end, at: morning + hour) == nil)
            #expect(try await store.key(digest: key.digest)?.key.expiresAt == morning + hour)
            let endless = try await store.editKey(key.number, of: account.id, end, at: morning + minute)
            #expect(endless?.expiresAt == nil && endless?.name == "newer")
        }
    }

    @Test("uses of keys are kept to the minute and never moved back", arguments: Backend.allCases)
    func uses(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let key = try await store.key("one", of: account)
            let idle = try await store.key("two", of: account)
            try await store.noteKeyUse([key.number: morning + hour + 59_999, 4_711: morning])
            #expect(try await store.keys(of: account.id).map(\.lastUsedAt) == [morning + hour, nil])
            try await store.noteKeyUse([key.number: morning + minute])
            try await store.noteKeyUse([:])
            #expect(try await store.key(digest: key.digest)?.key.lastUsedAt == morning + hour)
            #expect(try await store.key(digest: idle.digest)?.key == idle)
        }
    }
}

extension AccountStore {
    /// Makes a key whose secret is derived from its name.
    fileprivate func key(_ name: String, of account: Account) async throws -> APIKey {
        let secret = try #require(KeySecret(presented: "wm_\(name)"))
        let new = NewKey(account: account.id, name: name, secret: secret, scopes: [.admin], createdAt: morning)
        return try await addKey(new)
    }
}
