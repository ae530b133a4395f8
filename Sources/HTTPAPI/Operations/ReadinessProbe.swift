// SPDX-License-Identifier: Apache-2.0

package import Store

/// Something that has to work for the server to be ready.
package struct ReadinessProbe: Sendable {
    /// What a probe found.
    package enum Outcome: Sendable, Hashable {
        /// It works.
        case ready
        /// It does not, for a reason that anybody may read.
        case notReady(reason: String)
    }

    /// The name in the report, such as `store`.
    package let name: String
    let check: @Sendable () async -> Outcome

    /// Makes a probe; `check` may take as long as it likes, the report does not wait for it.
    package init(_ name: String, check: @escaping @Sendable () async -> Outcome) {
        self.name = name
        self.check = check
    }

    /// Asks the store to read and write a trifle.
    package static func store(_ store: any StoreHealth) -> ReadinessProbe {
        ReadinessProbe("store") {
            do throws(StoreError) {
                try await store.check()
                return .ready
            } catch {
                // The database's own words name files and hosts; this page is for everybody.
                return .notReady(reason: error.code.publicReason)
            }
        }
    }
}

extension StoreError.Code {
    /// What is wrong, in words that tell nothing about the machine.
    var publicReason: String {
        switch self {
        case .unavailable: "the store cannot be reached or is too busy"
        case .full: "the store has no room left"
        case .schemaMismatch: "the store's schema is not the one of this program"
        case .corrupt: "the store holds what cannot be read"
        case .closed: "the store is closed; the server is stopping"
        case .failed, .superseded: "the store failed"
        }
    }
}
