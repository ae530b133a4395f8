// SPDX-License-Identifier: Apache-2.0

import Foundation
import SQLiteStore
import Store
import Testing

@Suite("Migrations of the embedded store")
struct MigrationTests {
    @Test("every file of migrations/sqlite is embedded, in order")
    func embedded() async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let folder = root.appending(path: "migrations/sqlite").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sql") }.sorted()
        let database = try TemporaryDatabase()
        let store = try SQLiteStore(path: database.path)
        #expect(try await store.migrationStatus().pending.map { $0 + ".sql" } == files)
        try await store.close()
    }

    @Test("a new file has all migrations before it, then behind it, and a second run finds nothing to do")
    func status() async throws {
        let database = try TemporaryDatabase()
        let store = try SQLiteStore(path: database.path)
        let pending = try await store.migrationStatus().pending
        #expect(try await store.migrate() == pending)
        #expect(try await store.migrationStatus() == MigrationStatus(applied: pending, pending: []))
        #expect(try await store.migrate().isEmpty)
        try await store.close()
        let again = try SQLiteStore(path: database.path)
        #expect(try await again.migrate().isEmpty)
        try await again.close()
    }

    @Test("programs that start at once migrate once")
    func race() async throws {
        let database = try TemporaryDatabase()
        let path = database.path
        let applied = try await withThrowingTaskGroup { group in
            for _ in 0..<6 {
                group.addTask {
                    let store = try SQLiteStore(path: path)
                    let applied = try await store.migrate()
                    #expect(try await store.migrationStatus().pending.isEmpty)
                    try await store.close()
                    return applied
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(applied.count == Set(applied).count)
        let store = try SQLiteStore(path: path)
        #expect(try await store.migrationStatus().applied == applied.sorted())
        try await store.close()
    }

    @Test("a migration waits for another program longer than ordinary writes do")
    func patience() async throws {
        let database = try TemporaryDatabase()
        let path = database.path
        let options = SQLiteOptions(busyTimeout: .milliseconds(20), migrationTimeout: .seconds(60))
        let store = try SQLiteStore(path: path, options: options)
        let other = try OtherProgram(path: path)
        try other.lock()
        let migration = Task { try await store.migrate() }
        // Each waits for as long as a write does.
        let writer = try SQLiteStore(path: path, options: options)
        for _ in 0..<10 { await #expect(throws: storeError(.unavailable)) { try await writer.check() } }
        try other.unlock()
        #expect(try await migration.value.isEmpty == false)
        try other.lock()
        let start = ContinuousClock.now
        await #expect(throws: storeError(.unavailable)) { try await store.check() }
        #expect(ContinuousClock.now - start < .seconds(30))
        try other.unlock()
        try await store.close()
        try await writer.close()
    }

    @Test("a migration that waits for too long says so")
    func impatience() async throws {
        let database = try TemporaryDatabase()
        let options = SQLiteOptions(busyTimeout: .milliseconds(10), migrationTimeout: .milliseconds(20))
        let store = try SQLiteStore(path: database.path, options: options)
        let other = try OtherProgram(path: database.path)
        try other.lock()
        await #expect(throws: storeError(.unavailable)) { try await store.migrate() }
        try other.unlock()
        #expect(try await store.migrate().isEmpty == false)
        try await store.close()
    }

    @Test("a schema that another text of a migration made is refused, with the migration's name")
    func changedText() async throws {
        let database = try TemporaryDatabase()
        try await database.open().close()
        try database.execute("UPDATE schema_migrations SET sha256 = zeroblob(32) WHERE number = 2")
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: database.path) }
        #expect(error?.code == .schemaMismatch)
        #expect(error?.detail.contains("0002_codes") == true)
        #expect(error?.hint.isEmpty == false)
    }

    @Test("a schema of a newer version is refused")
    func newer() async throws {
        let database = try TemporaryDatabase()
        try await database.open().close()
        try database.execute("INSERT INTO schema_migrations VALUES (900, '0900_future', zeroblob(32), 0)")
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: database.path) }
        #expect(error?.code == .schemaMismatch)
        #expect(error?.detail.contains("0900_future") == true)
    }

    @Test("a schema with a gap is refused")
    func gap() async throws {
        let database = try TemporaryDatabase()
        try await database.open().close()
        try database.execute("DELETE FROM schema_migrations WHERE number = 1")
        #expect(throws: storeError(.schemaMismatch)) { try SQLiteStore(path: database.path) }
    }

    @Test("a migration that fails is undone whole, and those before it stay")
    func failing() async throws {
        let database = try TemporaryDatabase()
        let store = try SQLiteStore(path: database.path)
        // The last migration's table is there already.
        try database.execute(
            """
            CREATE TABLE schema_migrations (
                number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 BLOB NOT NULL, applied_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE code_changes_pruned (one INTEGER);
            """
        )
        await #expect(throws: StoreError.self) { try await store.migrate() }
        #expect(try await store.migrationStatus().applied == ["0001_accounts"])
        try database.execute("DROP TABLE code_changes_pruned")
        #expect(try await store.migrate().first == "0002_codes")
        try await store.check()
        try await store.close()
    }

    @Test("a call before the migrations says that they are missing")
    func unmigrated() async throws {
        let database = try TemporaryDatabase()
        let store = try SQLiteStore(path: database.path)
        let error = await #expect(throws: StoreError.self) { try await store.check() }
        #expect(error?.code == .schemaMismatch)
        #expect(error?.hint.contains("waymark migrate") == true)
        try await store.close()
    }
}
