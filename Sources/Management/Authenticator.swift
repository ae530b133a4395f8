// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store
import Synchronization

/// Tells who a caller is by the key it presents.
///
/// Keys are looked up by their SHA-256, so that neither the store nor the time of a lookup tells anything about a
/// secret. An answer is kept for ``lifetime``: a revoked key is refused that much later at most.
package final class Authenticator: Sendable {
    /// How long a key that was found is believed without asking the store again.
    package static let lifetime = Duration.seconds(2)
    private static let maximumEntries = 10_000

    private struct State {
        var principals: [[UInt8]: (principal: Principal, loadedAt: Timestamp)] = [:]
        var uses: [Int64: Timestamp] = [:]
    }

    private let store: any AccountStore
    private let plans: PlanCatalog
    private let clock: WallClock
    private let state = Mutex(State())

    /// Makes an authenticator.
    package init(store: any AccountStore, plans: PlanCatalog, clock: @escaping WallClock) {
        self.store = store
        self.plans = plans
        self.clock = clock
    }

    /// Finds out who holds these credentials.
    /// - Returns: nil when the key is unknown or has ended, when the client id is another account's, or when the
    ///   account's plan is not in the catalog.
    /// - Throws: the store's failure.
    package func principal(_ credentials: Credentials) async throws(StoreError) -> Principal? {
        guard let secret = KeySecret(presented: credentials.secret) else { return nil }
        let digest = secret.digest
        var known = cached(digest)
        if known == nil { known = try await load(digest) }
        guard let principal = known else { return nil }
        let now = clock()
        guard principal.key.isValid(at: now) else { return nil }
        if let clientID = credentials.clientID, clientID != principal.account.clientID { return nil }
        state.withLock { $0.uses[principal.key.number] = now }
        return principal
    }

    /// Asks the store again about a key that was changed here, instead of believing what was found before.
    package func forget(_ key: APIKey) { state.withLock { $0.principals[key.digest] = nil } }

    /// Writes down which keys were used since the last call.
    package func flushUses() async throws(StoreError) {
        let uses = state.withLock { state in
            defer { state.uses = [:] }
            return state.uses
        }
        guard !uses.isEmpty else { return }
        do {
            try await store.noteKeyUse(uses)
        } catch {
            // Kept for the next call; what was noted since is the newer.
            state.withLock { $0.uses.merge(uses) { newer, _ in newer } }
            throw error
        }
    }

    private func cached(_ digest: [UInt8]) -> Principal? {
        let now = clock()
        return state.withLock { state in
            guard let entry = state.principals[digest], now < entry.loadedAt.adding(Self.lifetime) else { return nil }
            return entry.principal
        }
    }

    private func load(_ digest: [UInt8]) async throws(StoreError) -> Principal? {
        // The moment before the read: what was changed while it ran is seen by the next one.
        let askedAt = clock()
        guard let (key, account) = try await store.key(digest: digest), let plan = plans[account.plan] else {
            return nil
        }
        let principal = Principal(account: account, plan: plan, key: key)
        state.withLock { state in
            if state.principals.count >= Self.maximumEntries { state.principals.removeAll(keepingCapacity: true) }
            state.principals[digest] = (principal, askedAt)
        }
        return principal
    }
}
