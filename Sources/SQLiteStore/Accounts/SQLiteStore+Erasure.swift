// SPDX-License-Identifier: Apache-2.0

package import Codes
import Dispatch
import GRDB
package import Store

extension SQLiteStore {
    /// Removes one part in a transaction of its own.
    package func eraseSome(of account: AccountID) async throws(StoreError) -> ErasureStep {
        try await write("accounts.erase", sharing: .alone) { database in
            var erasure = Erasure(of: account.number, in: database)
            return try erasure.next()
        }
    }

    /// Runs on the writer, behind all writes that wait.
    package func settle(compacting compacts: Bool) async throws(StoreError) {
        try gate.enter("store.settle")
        defer { gate.leave() }
        let pool = pool
        try await withCheckedContinuation { continuation in
            // Waits for readers, which the cooperative threads must not.
            DispatchQueue.global().async {
                continuation.resume(
                    returning: attempt("store.settle") {
                        try pool.writeWithoutTransaction { database in
                            if compacts { try database.execute(sql: "VACUUM") }
                            // A reader that is at work keeps the log from being emptied; the next checkpoint does it.
                            _ = try? database.checkpoint(.truncate)
                        }
                    }
                )
            }
        }.get()
    }
}
