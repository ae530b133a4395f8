// SPDX-License-Identifier: Apache-2.0

import Dispatch
import GRDB
package import Store

extension SQLiteStore {
    /// Writes a row of its own, through the same queue and flush as every write, and reads it back on a reader.
    package func check() async throws(StoreError) {
        try await write("store.check") { database in
            try database.cachedStatement(sql: "UPDATE heartbeat SET beats = beats + 1 WHERE one = 1").execute()
        }
        let sql = "SELECT beats FROM heartbeat WHERE one = 1"
        let beats = try await read("store.check") { try Int.fetchOne($0.cachedStatement(sql: sql)) }
        if beats == nil { throw .corruptRow("the heartbeat has no row", during: "store.check") }
    }

    /// Waits for the calls that have begun, moves the write-ahead log into the database file and closes it.
    package func close() async throws(StoreError) {
        guard await gate.close() else { return }
        try await withCheckedContinuation { continuation in
            // Closing waits for threads, which the cooperative ones must not.
            DispatchQueue.global().async { [pool] in
                continuation.resume(
                    returning: attempt("store.close") {
                        // Only the writer can remove the log, if it is the last to go.
                        pool.invalidateReadOnlyConnections()
                        // Another process may be reading the log: what it holds is durable all the same.
                        _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
                        try pool.close()
                    }
                )
            }
        }.get()
    }
}
