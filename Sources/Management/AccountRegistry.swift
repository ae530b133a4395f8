// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store

/// Lists accounts and deletes them.
package struct AccountRegistry: Sendable {
    private let store: any AccountStore & AccountErasure
    private let clock: WallClock

    /// Makes a registry.
    package init(store: any AccountStore & AccountErasure, clock: @escaping WallClock) {
        self.store = store
        self.clock = clock
    }

    /// All accounts by name.
    package func accounts() async throws(ManagementError) -> [Account] {
        try await stored { () throws(StoreError) in try await store.accounts() }
    }

    /// The account that may be deleted.
    /// - Throws: ``CodeError/invalid(_:)`` where there is none of that name, or where no other account would have a valid
    ///   key with the scope `admin`; or the store's failure.
    package func deletable(_ name: String) async throws(ManagementError) -> Account {
        let all = try await accounts()
        guard let account = all.first(where: { $0.name == name }) else {
            throw .rule(.invalid("/account", "there is no account \(name)"))
        }
        for other in all where other.id != account.id {
            if try await hasAdministrator(other) { return account }
        }
        // One that was left without keys by a deletion that was cut short guards nothing any more.
        guard try await hasAdministrator(account) else { return account }
        let detail =
            "\(name) is the last account with a valid admin key; make another first: "
            + "`waymark keys create --account NAME --scopes read,write,admin`"
        throw .rule(.invalid("/account", detail))
    }

    /// Removes an account with all that is kept of it.
    /// - Parameters:
    ///   - account: one that is ``deletable(_:)``.
    ///   - compacts: whether the database file is written anew at the end.
    ///   - progress: told of every part: what is to be removed outside of the store, and how far it is.
    /// - Throws: the store's failure; calling it again goes on from there.
    package func delete(
        _ account: Account,
        compacting compacts: Bool,
        _ progress: (ErasureStep) async -> Void,
    ) async throws(ManagementError) {
        var isDone = false
        while !isDone {
            let step = try await stored { () throws(StoreError) in try await store.eraseSome(of: account.id) }
            await progress(step)
            isDone = step.isDone
        }
        try await stored { () throws(StoreError) in
            try await store.forgetUnusedClients()
            try await store.settle(compacting: compacts)
        }
    }

    private func hasAdministrator(_ account: Account) async throws(ManagementError) -> Bool {
        let now = clock()
        let keys = try await stored { () throws(StoreError) in try await store.keys(of: account.id) }
        return keys.contains { $0.isValid(at: now) && $0.scopes.contains(.admin) }
    }
}
