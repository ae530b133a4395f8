// SPDX-License-Identifier: Apache-2.0

import Foundation
import SQLiteStore
package import Store

/// Opens the store that the settings name.
package struct StoreFactory: Sendable {
    private let settings: Settings

    /// Makes a factory.
    package init(settings: Settings) { self.settings = settings }

    /// Opens the store and brings its schema up to date.
    package func open() async throws(StoreError) -> any WaymarkStore {
        let store = try connect()
        try await store.migrate()
        return store
    }

    /// Brings the schema up to date.
    /// - Parameter dryRun: only look.
    /// - Returns: how the schema stood before.
    /// - Throws: the store's failure to open or to migrate.
    package func migrate(dryRun: Bool) async throws(StoreError) -> MigrationStatus {
        let store = try connect()
        let status = try await store.migrationStatus()
        if !dryRun { try await store.migrate() }
        try await store.close()
        return status
    }

    /// Opens the store as it is, to look at it; only what is there already is opened.
    func openUnchanged() throws(StoreError) -> SQLiteStore { try SQLiteStore(path: existingDatabase()) }

    /// The path of the database.
    /// - Throws: ``StoreError`` where there is none.
    func existingDatabase() throws(StoreError) -> String {
        guard FileManager.default.fileExists(atPath: settings.databasePath) else {
            throw StoreError(
                .unavailable,
                operation: "store.open",
                detail: "there is no database at \(settings.databasePath)",
                hint: "Name the data directory with --data-dir or WAYMARK_DATA_DIR.",
            )
        }
        return settings.databasePath
    }

    private func connect() throws(StoreError) -> SQLiteStore {
        try makeDataDirectory()
        return try SQLiteStore(path: settings.databasePath)
    }

    /// Makes the data directory, readable by its owner only: it holds the database and the journal of scans.
    private func makeDataDirectory() throws(StoreError) {
        do {
            try FileManager.default.createDirectory(
                atPath: settings.dataDirectory,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700],
            )
        } catch {
            throw StoreError(
                .unavailable,
                operation: "data directory",
                detail: "\(settings.dataDirectory) cannot be made: \(error.localizedDescription)",
                hint: "Choose a folder that the server may write to with WAYMARK_DATA_DIR.",
            )
        }
    }
}
