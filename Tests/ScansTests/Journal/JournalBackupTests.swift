// SPDX-License-Identifier: Apache-2.0

import Foundation
import Store
import Testing

@testable import Scans

@Suite("Segments of a journal that go with a copy of the database")
struct JournalBackupTests {
    private let fixture: JournalFixture
    private let copy: String

    init() throws {
        fixture = try JournalFixture()
        copy = fixture.folder.file("copy")
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    }

    private var path: String { fixture.folder.file("journal") }

    /// What a position in the database would name.
    private func known(_ segments: [Segment]) -> Set<JournalSegment> {
        Set(segments.map { JournalSegment(journal: $0.header.journal, number: $0.header.number) })
    }

    /// The codes of the scans in the copied segments.
    private func codes() throws -> [Int64] {
        try FileManager.default.contentsOfDirectory(atPath: copy).sorted().flatMap { name in
            let segment = try #require(try SegmentFile.open("\(copy)/\(name)"))
            return SegmentFollower(segment, from: nil).scans().map(\.code)
        }
    }

    @Test("segments that are there are copied as they are now, byte by byte, whether the database knows them or not")
    func present() throws {
        let writer = try fixture.journal.makeWriter()
        for code in 1...3 { writer.append(Int64(code)) }
        let backup = try JournalBackup(folder: path)
        writer.append(4)
        let files = try #require(try backup.files(knowing: []))
        writer.append(5)
        #expect(files.count == 1)
        try files.write(to: copy)
        #expect(try codes() == [1, 2, 3, 4, 5])
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: copy).first)
        let (old, new) = ("\(path)/\(name)", "\(copy)/\(name)")
        #expect(FileManager.default.contentsEqual(atPath: old, andPath: new))
        let rights = try FileManager.default.attributesOfItem(atPath: new)[.posixPermissions] as? Int
        #expect(rights == 0o600)
    }

    @Test("one that was made after the others were opened is taken along")
    func later() throws {
        let backup = try JournalBackup(folder: path)
        let writer = try fixture.journal.makeWriter()
        writer.append(7)
        try #require(try backup.files(knowing: [])).write(to: copy)
        #expect(try codes() == [7])
    }

    @Test("one that went is taken along where the database has a position of it: the copy may lack its end")
    func goneAndKnown() throws {
        let writer = try fixture.journal.makeWriter()
        writer.append(1)
        let backup = try JournalBackup(folder: path)
        let segments = fixture.journal.segments
        for segment in segments { try fixture.journal.remove(segment) }
        try #require(try backup.files(knowing: known(segments))).write(to: copy)
        #expect(try codes() == [1])
    }

    @Test("one that went before the database's state was chosen, its position with it, would be counted again")
    func goneAndForgotten() throws {
        let writer = try fixture.journal.makeWriter()
        writer.append(1)
        let segments = fixture.journal.segments
        let backup = try JournalBackup(folder: path) { () throws(JournalError) in
            for segment in segments { try fixture.journal.remove(segment) }
        }
        #expect(try #require(try backup.files(knowing: [])).count == 0)
    }

    @Test("one that went while the state was chosen, and has no position, leaves the question open")
    func goneMeanwhile() throws {
        let writer = try fixture.journal.makeWriter()
        writer.append(1)
        let backup = try JournalBackup(folder: path)
        for segment in fixture.journal.segments { try fixture.journal.remove(segment) }
        #expect(try backup.files(knowing: []) == nil)
    }

    @Test("a server on the copy gives numbers that none of the copied segments has, nor any that came later")
    func identity() throws {
        let writer = try fixture.journal.makeWriter()
        writer.append(1)
        let backup = try JournalBackup(folder: path)
        try #require(try backup.files(knowing: [])).write(to: copy)
        try JournalFiles.writeIdentity(from: path, to: copy)
        let restored = try JournalFixture(fixture.folder, name: "copy")
        let old = try #require(fixture.journal.segments.last?.header)
        let next = try #require(restored.journal.nextSegment()?.header)
        #expect(next.journal == old.journal && next.number >> 24 > old.number >> 24)
        #expect(restored.scans.map(\.code) == [1])
    }

    @Test("a folder that is not there has no segments")
    func nothing() throws {
        let backup = try JournalBackup(folder: fixture.folder.file("none"))
        #expect(try backup.files(knowing: [])?.count == 0)
        try JournalFiles.writeIdentity(from: fixture.folder.file("none"), to: copy)
    }
}
