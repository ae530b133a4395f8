// SPDX-License-Identifier: Apache-2.0

package import Codes
import Store

extension CodeLibrary {
    /// Whether an id was ever given, to whomever.
    package func isTaken(_ id: CodeID) async throws(ManagementError) -> Bool {
        try await stored { () throws(StoreError) in try await store.resolve(id) } != nil
    }

    /// How many living codes the account has.
    package func count(of account: Account) async throws(ManagementError) -> Int {
        try await stored { () throws(StoreError) in try await store.count(of: account.id) }
    }

    /// How often the destinations of stored codes were changed, by their row numbers; one that never was is not there.
    package func destinationChanges(of codes: [Code]) async throws(ManagementError) -> [Int64: Int] {
        try await stored { () throws(StoreError) in try await store.destinationChanges(of: codes.map(\.number)) }
    }

    /// How many more codes the account's plan allows; nil for any number.
    package func room(of account: Account) async throws(ManagementError) -> Int? {
        guard let limit = try plan(of: account).codes else { return nil }
        let count = try await count(of: account)
        return max(0, limit - count)
    }
}
