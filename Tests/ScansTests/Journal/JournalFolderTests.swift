// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Store
import Testing

@testable import Scans

@Suite("The journal's folder")
struct JournalFolderTests {
    @Test("two servers on one folder are impossible, and the second is told why")
    func locked() throws {
        let fixture = try JournalFixture()
        let error = #expect(throws: JournalError.self) { try JournalFixture(fixture.folder) }
        #expect(error?.code == .locked)
        #expect(error?.hint.contains("WAYMARK_DATA_DIR") == true)
    }

    @Test("a journal that was closed can be opened again: the same journal, with higher numbers")
    func reopened() throws {
        let folder = try TemporaryFolder()
        var identities: [JournalIdentity] = []
        for _ in 0..<3 { identities.append(try JournalFixture(folder).journal.folder.identity) }
        #expect(Set(identities.map(\.journal)).count == 1)
        #expect(identities.map(\.opening) == [2, 3, 4])
    }

    @Test("numbers are never given twice, not even after all segments are gone")
    func numbersAfterRemoval() throws {
        let folder = try TemporaryFolder()
        var numbers: [Int64] = []
        for _ in 0..<3 {
            let journal = try JournalFixture(folder).journal
            do { _ = try journal.makeWriter() }
            for segment in journal.segments {
                numbers.append(segment.header.number)
                try journal.remove(segment)
            }
        }
        #expect(numbers.count == 3)
        #expect(numbers == Set(numbers).sorted())
    }

    @Test("a lost identity makes another journal, whose numbers are still above those of the files")
    func lostIdentity() throws {
        let folder = try TemporaryFolder()
        let old = try recorded(in: folder, scans: 1)
        try FileManager.default.removeItem(atPath: folder.file("journal/identity"))
        let fixture = try JournalFixture(folder)
        #expect(fixture.journal.folder.identity.journal != old.journal)
        #expect(fixture.journal.folder.identity.opening > old.opening)
        #expect(fixture.journal.segments.map(\.header.journal) == [old.journal])
        #expect(fixture.scans.count == 1)
    }

    @Test("two folders are two journals")
    func distinct() throws {
        let folder = try TemporaryFolder()
        let first = try JournalFixture(folder, name: "a").journal.folder.identity.journal
        let second = try JournalFixture(folder, name: "b").journal.folder.identity.journal
        #expect(first != second)
    }

    @Test("a file that is no segment is set aside, not lost and not read")
    func setAside() throws {
        let folder = try TemporaryFolder()
        _ = try recorded(in: folder, scans: 1)
        for (number, content) in ["", "short", String(repeating: "not a segment ", count: 1_000)].enumerated() {
            let name = "journal/0000009-0000000\(number).scans"
            try content.write(toFile: folder.file(name), atomically: false, encoding: .utf8)
        }
        let journal = try JournalFixture(folder).journal
        #expect(journal.setAside.count == 3)
        #expect(journal.setAside.allSatisfy { FileManager.default.fileExists(atPath: $0) })
        #expect(journal.segments.count == 1)
        // Their numbers are not given again.
        #expect(journal.folder.identity.opening > 9)
    }

    @Test("a segment that was not whole when the process ended is cleared away")
    func unfinished() throws {
        let folder = try TemporaryFolder()
        _ = try recorded(in: folder, scans: 1)
        try "half".write(toFile: folder.file("journal/0000009-00000000.scans.new"), atomically: false, encoding: .utf8)
        _ = try JournalFixture(folder)
        #expect(try folder.files(in: "journal", ending: ".new").isEmpty)
    }

    @Test("the folder and its files are for their owner alone")
    func modes() throws {
        let fixture = try JournalFixture()
        _ = try fixture.journal.makeWriter()
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: fixture.folder.file(path))[.posixPermissions] as? Int
        }
        #expect(try mode("journal") == 0o700)
        let modes = try fixture.folder.files(in: "journal").map { try mode("journal/\($0)") }
        #expect(modes.allSatisfy { $0 == 0o600 })
    }

    @Test("a folder that cannot be made is an error that says what to do")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        try "a file".write(toFile: folder.file("file"), atomically: false, encoding: .utf8)
        let error = #expect(throws: JournalError.self) { try JournalFixture(folder, name: "file/journal") }
        #expect(error?.code == .unwritable)
        #expect(error?.hint.contains("WAYMARK_DATA_DIR") == true)
    }

    @Test("syncing forces what was appended, and only that; all three policies")
    func sync() throws {
        for policy in [JournalSync.every(.seconds(1)), .eachBatch, .never] {
            let configuration = JournalConfiguration(segmentBytes: 64 << 10, maximumBytes: 1 << 20, sync: policy)
            let fixture = try JournalFixture(configuration: configuration)
            let writer = try fixture.journal.makeWriter()
            let segment = try #require(fixture.journal.segments.first)
            #expect(segment.isSynced)
            writer.append(1)
            #expect(!segment.isSynced)
            writer.endBatch()
            #expect(segment.isSynced == (policy == .eachBatch))
            fixture.journal.sync()
            #expect(segment.isSynced)
            #expect(fixture.journal.status.problem == nil)
        }
    }

    private func recorded(in folder: TemporaryFolder, scans: Int) throws -> JournalIdentity {
        let fixture = try JournalFixture(folder)
        let writer = try fixture.journal.makeWriter()
        for code in 0..<scans { writer.append(Int64(code)) }
        return fixture.journal.folder.identity
    }
}
