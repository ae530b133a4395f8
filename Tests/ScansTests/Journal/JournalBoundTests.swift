// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Glibc
import Testing

@testable import Scans

@Suite("A journal without room")
struct JournalBoundTests {
    @Test("beyond the bound scans are counted as overflow; when there is room again they are recorded")
    func bound() throws {
        let configuration = JournalConfiguration(segmentBytes: 64 << 10, maximumBytes: 128 << 10, sync: .never)
        let fixture = try JournalFixture(configuration: configuration)
        let writer = try fixture.journal.makeWriter()
        var recorded = 0
        while writer.append(Int64(recorded)) == .recorded { recorded += 1 }
        for _ in 0..<9 { #expect(writer.append(0) == .overflowed) }

        let full = fixture.journal.status
        #expect(full.overflowed == 10)
        #expect(full.recorded == recorded)
        #expect(full.usedBytes == 128 << 10)
        #expect(full.problem?.code == .boundReached)
        #expect(fixture.scans.count == recorded)

        let ingested = try #require(fixture.journal.segments.first)
        try fixture.journal.remove(ingested)
        #expect(writer.append(99) == .recorded)
        #expect(fixture.journal.status.problem?.code == .boundReached)
        #expect(fixture.journal.status.overflowed == 10)
        #expect(fixture.journal.status.recorded == recorded + 1)
    }

    @Test("a writer that finds no room at the start is a typed error with advice")
    func noRoomForAWriter() throws {
        let configuration = JournalConfiguration(segmentBytes: 64 << 10, maximumBytes: 64 << 10, sync: .never)
        let fixture = try JournalFixture(configuration: configuration)
        let writer = try fixture.journal.makeWriter()
        let error = #expect(throws: JournalError.self) { _ = try fixture.journal.makeWriter() }
        #expect(error?.code == .boundReached)
        #expect(error?.hint.isEmpty == false)
        #expect(writer.append(1) == .recorded)
    }

    @Test("spare segments are kept for the writers and handed out first, within the bound")
    func spares() throws {
        let configuration = JournalConfiguration(segmentBytes: 64 << 10, maximumBytes: 192 << 10, sync: .never)
        let fixture = try JournalFixture(configuration: configuration)
        fixture.journal.prepareSpares()
        #expect(fixture.journal.status.usedBytes == 0)
        let first = try fixture.journal.makeWriter()
        let second = try fixture.journal.makeWriter()
        fixture.journal.prepareSpares()
        #expect(fixture.journal.status.usedBytes == 192 << 10)
        #expect(fixture.journal.status.problem == nil)
        while fixture.journal.segments.count < 3 { first.append(1) }
        #expect(fixture.journal.status.usedBytes == 192 << 10)
        while second.append(2) == .recorded {}
        #expect(fixture.journal.status.overflowed == 1)
    }

    @Test(
        "a folder that cannot be written any more costs scans, not answers; when it can be again, the keeper finds out")
    func brokenFolder() throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        // A folder with the name of the file that is to be made next stands in the way, for root too.
        let obstacle = fixture.folder.file(
            "journal/" + JournalFolder.fileName(fixture.journal.folder.identity.segmentNumber(1)) + ".new")
        try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: true)
        while writer.append(1) == .recorded {}
        #expect(fixture.journal.status.problem?.code == .unwritable)
        // Does not try again for each scan.
        #expect(writer.append(1) == .overflowed)
        #expect(fixture.journal.status.overflowed == 2)

        fixture.journal.prepareSpares()
        #expect(fixture.journal.status.problem == nil)
        #expect(writer.append(2) == .recorded)
    }

    @Test("a full disk is a typed error at the start, and overflow later", .enabled(if: SmallDisk.isPossible))
    func fullDisk() throws {
        let disk = try SmallDisk(kilobytes: 256)
        let folder = try TemporaryFolder()
        let salt = try DailySalt(path: folder.file("salt"), now: JournalFixture.noon)
        let configuration = JournalConfiguration(segmentBytes: 64 << 10, maximumBytes: 16 << 20, sync: .never)
        let journal = try ScanJournal(
            folder: disk.path + "/journal",
            configuration: configuration,
            countries: nil,
            salt: salt,
        )
        let writer = try journal.makeWriter()
        var recorded = 0
        while writer.append(Int64(recorded)) == .recorded { recorded += 1 }
        #expect(recorded > 1_000)
        #expect(journal.status.problem?.code == .full)
        #expect(journal.status.overflowed == 1)
        #expect(JournalFixture.scans(journal).count == recorded)
        let error = #expect(throws: JournalError.self) { _ = try journal.makeWriter() }
        #expect(error?.code == .full)
        #expect(error?.hint.contains("disk space") == true)
    }

    @Test(
        "bounds that contradict each other are refused",
        arguments: [
            JournalConfiguration(segmentBytes: 1_000),
            JournalConfiguration(segmentBytes: 65_537),
            JournalConfiguration(segmentBytes: 2 << 30),
            JournalConfiguration(segmentBytes: 1 << 20, maximumBytes: 1 << 19),
            JournalConfiguration(sync: .every(.zero)),
        ], )
    func misconfigured(configuration: JournalConfiguration) throws {
        let error = #expect(throws: JournalError.self) { try JournalFixture(configuration: configuration) }
        #expect(error?.code == .misconfigured)
    }
}

/// A file system of a few kilobytes in memory, for who may mount one.
private final class SmallDisk: Sendable {
    let path: String
    private let folder: TemporaryFolder

    static var isPossible: Bool { (try? SmallDisk(kilobytes: 64)) != nil }

    init(kilobytes: Int) throws {
        folder = try TemporaryFolder()
        path = folder.file("disk")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let result = unsafe "size=\(kilobytes)k".withCString { unsafe mount("waymark-test", path, "tmpfs", 0, $0) }
        guard result == 0 else { throw POSIXError(.EPERM) }
    }

    deinit { _ = unsafe umount2(path, Int32(2)) }
}
