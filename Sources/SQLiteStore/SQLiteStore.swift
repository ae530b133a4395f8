// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store
import Synchronization

/// The embedded store: one SQLite file, written by one connection and read by several.
///
/// Every write is on the disk when its call returns (WAL with `synchronous=FULL`); concurrent writes share a transaction
/// and its flush, see ``GroupCommit``. Another process, such as the command line, may write to the file meanwhile.
package final class SQLiteStore: WaymarkStore {
    let pool: DatabasePool
    let gate = AccessGate()
    let commits: GroupCommit
    let options: SQLiteOptions
    /// What is remembered between batches of scans.
    let ingestMemory = Mutex(IngestMemory())

    /// Opens a database file, or makes an empty one; call ``migrate()`` before anything else is asked of a new one.
    /// - Parameters:
    ///   - path: the file; its folder must exist and be writable, since SQLite keeps two more files beside it.
    ///   - options: limits and waiting times.
    /// - Throws: ``StoreError`` with a hint: `unavailable` where the file cannot be opened or written, `corrupt` where it
    ///   is no database, `schemaMismatch` where its schema is not one that this program knows.
    package init(path: String, options: SQLiteOptions = SQLiteOptions()) throws(StoreError) {
        let pool = try Self.openPool(path: path, options: options)
        self.pool = pool
        self.options = options
        self.commits = GroupCommit(pool: pool, maximumWaiting: options.maximumWaitingWrites)
        do {
            try pool.read { database in _ = try MigrationHistory.read(from: database).checked() }
        } catch {
            throw StoreError(error, during: "store.open")
        }
    }

    /// How many writes were answered so far, and in how many transactions: the second is far below the first where many
    /// callers write at once.
    package var commitStatistics: CommitStatistics { commits.statistics }
}
