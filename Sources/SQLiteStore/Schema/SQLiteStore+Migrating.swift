// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Brings the schema up to this program's, each migration in a transaction of its own.
    ///
    /// Safe to call from several processes at once: who comes second waits, and finds the work done.
    /// - Returns: the names of the migrations that this call applied.
    /// - Throws: ``StoreError`` as ``init(path:options:)`` does, or why a migration failed; it is undone then.
    @discardableResult
    package func migrate() async throws(StoreError) -> [String] {
        try await waitForOtherWriters(options.migrationTimeout)
        do throws(StoreError) {
            let applied = try await applyMigrations()
            try await waitForOtherWriters(options.busyTimeout)
            return applied
        } catch {
            try await waitForOtherWriters(options.busyTimeout)
            throw error
        }
    }

    private func applyMigrations() async throws(StoreError) -> [String] {
        var applied: [String] = []
        while let name = try await applyNextMigration() { applied.append(name) }
        try await rebuildStaleDays()
        return applied
    }

    /// Says how long writes wait from now on.
    ///
    /// The wait for the write lock is not fair: where several processes migrate at once, one may lose against all others
    /// several times. And a large database takes its time.
    private func waitForOtherWriters(_ time: Duration) async throws(StoreError) {
        let milliseconds = Int(time / .milliseconds(1))
        do {
            try await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = \(milliseconds)") }
        } catch {
            throw StoreError(error, during: "store.migrate")
        }
    }

    /// Which migrations the database went through and which are still to come.
    package func migrationStatus() async throws(StoreError) -> MigrationStatus {
        try await readSnapshot("store.status") { try MigrationHistory.read(from: $0).checked().status() }
    }

    private func applyNextMigration() async throws(StoreError) -> String? {
        let clock = options.clock
        return try await write("store.migrate", sharing: .alone) { database in
            // Read inside the transaction: another process may have migrated since the file was opened.
            let history = try MigrationHistory.read(from: database).checked()
            guard let next = EmbeddedMigrations.all.dropFirst(history.entries.count).first else { return nil }
            try database.execute(sql: Self.historyTable)
            try database.execute(sql: next.sql)
            try database.execute(
                sql: "INSERT INTO schema_migrations (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)",
                arguments: [next.number, next.name, next.checksum, clock().milliseconds],
            )
            return next.name
        }
    }

    private static let historyTable = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            applied_at INTEGER NOT NULL
        ) STRICT
        """
}
