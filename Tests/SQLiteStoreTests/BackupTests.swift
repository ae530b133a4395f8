// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import SQLiteStore
import Store
import Testing

@Suite("Copies of the embedded store")
struct BackupTests {
    @Test("a copy is the state of the moment that was chosen, and names the segments that it has scans of")
    func snapshot() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let account = try await store.account()
        for number in 0..<50 { try await store.add("code-\(number)", of: account.id) }
        let journal = JournalID("a")
        try await store.ingest(ScanBatch(scans: [], journal: journal, ends: [3: 90, 5: 70]))
        let (copy, path) = (database.folder.appending(path: "copy.sqlite").path, database.path)
        var seen: Set<JournalSegment> = []
        let isCopied = try SQLiteCopy(of: path).write(to: copy) { segments in
            seen = segments
            // Another program writes once the moment is chosen.
            try OtherProgram(path: path).execute("UPDATE codes SET name = 'later'")
            return true
        }
        #expect(isCopied)
        #expect(seen == Set([3, 5].map { JournalSegment(journal: journal, number: $0) }))
        let restored = try SQLiteStore(path: copy)
        #expect(try await restored.migrate().isEmpty)
        #expect(try await restored.faults(atMost: 10).isEmpty)
        let id = try #require(CodeID("code-7"))
        #expect(try await restored.code(id, of: account.id)?.settings.name == nil)
        #expect(try await store.code(id, of: account.id)?.settings.name == "later")
        #expect(try await restored.count(of: account.id) == 50)
        #expect(try await restored.progress(ofJournal: journal).positions == [3: 90, 5: 70])
        let rights = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        try await restored.close()
        try await store.close()
    }

    @Test("a copy waits for no writer, and no writer for it")
    func beside() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open(SQLiteOptions(busyTimeout: .milliseconds(20)))
        let account = try await store.account()
        let other = try OtherProgram(path: database.path)
        try other.lock()
        let copy = database.folder.appending(path: "copy.sqlite").path
        let isCopied = try SQLiteCopy(of: database.path).write(to: copy) { _ in
            try other.unlock()
            try other.execute("INSERT INTO code_changes (id, changed_at) VALUES ('x', 1)")
            return true
        }
        #expect(isCopied)
        let restored = try SQLiteStore(path: copy)
        #expect(try await restored.account(named: "default") == account)
        try await restored.close()
        try await store.close()
    }

    @Test("where the moment is refused there is no copy")
    func refused() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let copy = database.folder.appending(path: "copy.sqlite").path
        #expect(try SQLiteCopy(of: database.path).write(to: copy, beginning: { _ in false }) == false)
        #expect(!FileManager.default.fileExists(atPath: copy))
        try await store.close()
    }
}
