// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Logging
import Store
import Synchronization
import Testing

@testable import Scans

@Suite("What the store has does not stay in the journal")
struct JournalErasureTests {
    let store = InMemoryScanStore()
    let fixture: JournalFixture
    private let clock = SettableClock()

    init() throws { fixture = try JournalFixture() }

    private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private static let secret = "https://referrer.example/secret"

    /// A clock that stands until it is set.
    private final class SettableClock: Sendable {
        private let moment = Mutex(JournalFixture.noon)
        var now: Timestamp { moment.withLock { $0 } }
        func advance(by duration: Duration) { moment.withLock { $0 = $0.adding(duration) } }
    }

    private func ingester(_ journal: ScanJournal) -> ScanIngester {
        ScanIngester(journal: journal, store: store, wallClock: { [clock] in clock.now }, logger: Self.silent)
    }

    private func holds(_ text: String, in folder: String = "journal") throws -> Bool {
        try fixture.folder.files(in: folder, ending: ".scans").contains { name in
            let path = fixture.folder.file("\(folder)/\(name)")
            return try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(text.utf8)) != nil
        }
    }

    @Test("an hour after they were stored, scans in a segment in use are overwritten, and not before")
    func overwritten() async throws {
        let writer = try fixture.journal.makeWriter()
        let ingester = ingester(fixture.journal)
        writer.append(1, userAgent: "SecretAgent", referrer: Self.secret)
        try await ingester.drain()
        clock.advance(by: .seconds(3_599))
        try await ingester.drain()
        #expect(try holds(Self.secret))
        clock.advance(by: .seconds(1))
        try await ingester.drain()
        #expect(try !holds(Self.secret))
        #expect(try !holds("SecretAgent"))
    }

    @Test("what comes while, and after, others are overwritten is stored once, and goes an hour later")
    func later() async throws {
        let writer = try fixture.journal.makeWriter()
        let ingester = ingester(fixture.journal)
        for round in 0..<3 {
            writer.append(Int64(round), referrer: "https://round\(round).example/")
            try await ingester.drain()
            clock.advance(by: .seconds(1_800))
        }
        try await ingester.drain()
        #expect(try !holds("round0"))
        writer.append(3, referrer: "https://round3.example/")
        try await ingester.drain()
        #expect(store.codes == [0, 1, 2, 3])
        #expect(try holds("round3"))
        clock.advance(by: .seconds(3_600))
        try await ingester.drain()
        #expect(try !holds("round3"))
        #expect(ingester.status.backlogScans == 0)
    }

    @Test("what the store does not have stays, however old it is")
    func notStored() async throws {
        let writer = try fixture.journal.makeWriter()
        let ingester = ingester(fixture.journal)
        writer.append(1)
        try await ingester.drain()
        writer.append(2, referrer: Self.secret)
        clock.advance(by: .seconds(10_000))
        store.fail([.refused])
        await #expect(throws: StoreError.self) { try await ingester.drain() }
        #expect(try holds(Self.secret))
        try await ingester.drain()
        #expect(store.codes == [1, 2])
    }

    @Test("killed at any moment after it, a server loses and doubles nothing, and its journal is whole")
    func crash() async throws {
        let writer = try fixture.journal.makeWriter()
        let first = ingester(fixture.journal)
        for code in 0..<50 { writer.append(Int64(code), referrer: Self.secret) }
        try await first.drain()
        clock.advance(by: .seconds(3_600))
        try await first.drain()
        for code in 50..<60 { writer.append(Int64(code)) }
        try fixture.folder.copy("journal", to: "after-the-crash")

        let inspection = JournalInspection(folder: fixture.folder.file("after-the-crash"))
        #expect(inspection.faults.isEmpty)
        #expect(inspection.scans == 10)
        let restarted = try JournalFixture(fixture.folder, name: "after-the-crash")
        try await ingester(restarted.journal).drain()
        #expect(store.codes == Array(0..<60))
        #expect(restarted.journal.segments.isEmpty)
    }

    @Test("a segment that is all overwritten is whole, and one of an earlier run is never written to")
    func edges() async throws {
        let writer = try fixture.journal.makeWriter()
        writer.append(1)
        let segment = try #require(fixture.journal.segments.first)
        try segment.erase(upTo: segment.writtenBytes)
        try segment.erase(upTo: .max)
        writer.append(2)
        #expect(segment.recordCount == 2)
        let inspection = JournalInspection(folder: fixture.folder.file("journal"))
        #expect(inspection.scans == 1)
        #expect(inspection.faults.isEmpty)
        try fixture.folder.copy("journal", to: "earlier")
        let earlier = try #require(JournalFixture(fixture.folder, name: "earlier").journal.segments.first)
        try earlier.erase(upTo: earlier.writtenBytes)
        #expect(!earlier.isOfThisRun)
        #expect(JournalInspection(folder: fixture.folder.file("earlier")).scans == 1)
    }

    @Test("a clock that was set back makes scans go at once, not in a year")
    func setBack() {
        var schedule = ErasureSchedule(delay: .seconds(3_600))
        let noon = JournalFixture.noon
        schedule.noteStored(of: "a", at: noon)
        #expect(!schedule.isDue("a", at: noon))
        #expect(schedule.isDue("a", at: noon.adding(.seconds(-1))))
        schedule.postpone("a", at: noon.adding(.seconds(-1)))
        #expect(!schedule.isDue("a", at: noon))
        schedule.settle("a")
        #expect(!schedule.isDue("a", at: noon.adding(.seconds(86_400))))
        #expect(!schedule.isDue("b", at: noon))
    }
}
