// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import GRDB
import Store
import Testing

@testable import SQLiteStore

@Suite("Opening the embedded store")
struct OpeningTests {
    @Test("a file that is no database is refused and left as it was")
    func noDatabase() throws {
        let database = try TemporaryDatabase()
        let text = Data(String(repeating: "This is a letter. ", count: 100).utf8)
        try text.write(to: URL(fileURLWithPath: database.path))
        #expect(throws: storeError(.corrupt)) { try SQLiteStore(path: database.path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: database.path)) == text)
    }

    @Test("a database of another program is refused")
    func foreign() throws {
        let database = try TemporaryDatabase()
        try database.execute("CREATE TABLE recipes (name TEXT)")
        #expect(throws: storeError(.schemaMismatch)) { try SQLiteStore(path: database.path) }
    }

    @Test("a folder that is missing or cannot be written to is the reason given", arguments: ["/nowhere/", "/proc/"])
    func unwritable(_ folder: String) throws {
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: folder + "waymark.sqlite") }
        #expect(error?.code == .unavailable)
        #expect(error?.hint.contains("folder") == true)
    }

    @Test("only its owner reads the file and those beside it")
    func permissions() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        for name in try FileManager.default.contentsOfDirectory(atPath: database.folder.path) {
            let file = database.folder.appending(path: name).path
            let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(rights == 0o600, "\(name)")
        }
        try await store.close()
    }

    @Test("the writer flushes each commit and checks references; readers cannot write")
    func pragmas() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let writer = try await store.pool.writeWithoutTransaction { database in
            try ["journal_mode", "synchronous", "foreign_keys", "busy_timeout", "mmap_size"].map { pragma in
                try String.fetchOne(database, sql: "PRAGMA \(pragma)")
            }
        }
        #expect(writer == ["wal", "2", "1", "5000", "0"])
        await #expect(throws: DatabaseError.self) {
            try await store.pool.read { try $0.execute(sql: "UPDATE heartbeat SET beats = 7") }
        }
        try await store.close()
    }

    @Test("closing leaves one file that holds everything")
    func close() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        try await store.add("one", of: account.id)
        try await store.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: database.folder.path) == ["waymark.sqlite"])
        let again = try await database.open()
        #expect(try await again.count(of: account.id) == 1)
        try await again.close()
    }
}
