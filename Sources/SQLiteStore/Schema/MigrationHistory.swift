// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import GRDB
import Store

/// The migrations that a database says it went through.
struct MigrationHistory {
    /// What the database recorded about one migration.
    struct Entry {
        let number: Int
        let name: String
        let checksum: Data
    }

    let entries: [Entry]

    /// Reads the history; empty where the database is empty.
    /// - Throws: ``StoreError/Code/schemaMismatch`` where there are tables, but none of ours.
    static func read(from database: Database) throws -> MigrationHistory {
        guard try database.tableExists("schema_migrations") else {
            let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
            guard tables == 0 else {
                throw mismatch("the file holds \(tables) tables of another program", "Give the path of another file.")
            }
            return MigrationHistory(entries: [])
        }
        let sql = "SELECT number, name, sha256 FROM schema_migrations ORDER BY number"
        let entries = try Row.fetchAll(database, sql: sql).map { row in
            Entry(number: row[0], name: row[1], checksum: row[2])
        }
        return MigrationHistory(entries: entries)
    }

    /// The history, once it is known to be the beginning of this program's own migrations.
    /// - Throws: ``StoreError/Code/schemaMismatch`` where the database is newer than this program, or went through another
    ///   text of a migration.
    func checked(against migrations: [Migration] = EmbeddedMigrations.all) throws -> MigrationHistory {
        for (index, entry) in entries.enumerated() {
            guard index < migrations.count else {
                let hint = "The database was made by a newer Waymark: start that version, or restore an older backup."
                throw Self.mismatch("migration \(entry.name) is not known to this version", hint)
            }
            let migration = migrations[index]
            guard entry.number == migration.number, entry.checksum == migration.checksum else {
                let hint = "Start the version of Waymark that made the database, or restore a backup."
                throw Self.mismatch(
                    "migration \(entry.name) was applied with another text than \(migration.name)", hint, )
            }
        }
        return self
    }

    /// How this history stands against the migrations of the program.
    func status(of migrations: [Migration] = EmbeddedMigrations.all) -> MigrationStatus {
        MigrationStatus(
            applied: entries.map(\.name),
            pending: migrations.dropFirst(entries.count).map(\.name),
        )
    }

    private static func mismatch(_ detail: String, _ hint: String) -> StoreError {
        StoreError(.schemaMismatch, operation: "store.migrate", detail: detail, hint: hint)
    }
}

extension Migration {
    /// The SHA-256 of the text.
    var checksum: Data { Data(SHA256.hash(data: Data(sql.utf8))) }
}
