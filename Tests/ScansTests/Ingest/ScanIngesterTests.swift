// SPDX-License-Identifier: Apache-2.0

import Codes
import Logging
import ServiceLifecycle
import Store
import Testing

@testable import Scans

@Suite("Scans move from the journal into the store")
struct ScanIngesterTests {
    let store = InMemoryScanStore()

    private func ingester(_ journal: ScanJournal, _ configuration: ScanIngester.Configuration = .init()) -> ScanIngester
    {
        ScanIngester(journal: journal, store: store, configuration: configuration, logger: Self.silent)
    }

    private func worker(_ journal: ScanJournal, mostScans: Int = ScanBatch.maximumScans) -> IngestWorker {
        IngestWorker(journal: journal, store: store, bots: .bundled, mostScans: mostScans, logger: Self.silent)
    }

    private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test("every scan arrives once, from every writer")
    func drains() async throws {
        let fixture = try JournalFixture()
        let first = try fixture.journal.makeWriter()
        let second = try fixture.journal.makeWriter()
        for code in 0..<2_500 {
            first.append(Int64(code))
            second.append(Int64(2_500 + code))
        }
        let ingester = ingester(fixture.journal)
        try await ingester.drain()
        #expect(store.codes.count == 5_000)
        #expect(Set(store.codes) == Set(0..<5_000))
        #expect(ingester.status.backlogScans == 0)
        #expect(ingester.status.backlogBytes == 0)
        #expect(ingester.status.ingested == 5_000)
        try await ingester.drain()
        #expect(store.codes.count == 5_000)
    }

    @Test("full segments are removed and their positions forgotten; those in use stay")
    func removes() async throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        for code in 0..<2_500 { writer.append(Int64(code)) }
        #expect(fixture.journal.segments.count == 4)
        try await ingester(fixture.journal).drain()
        let left = fixture.journal.segments
        #expect(left.count == 1)
        #expect(try fixture.folder.files(in: "journal", ending: ".scans").count == 1)
        #expect(store.forgotten.last == left.first?.header.number)
        #expect(try await store.progress(ofJournal: fixture.journal.folder.identity.journal).positions.count == 1)
        #expect(fixture.journal.status.usedBytes == 64 << 10)
        #expect(fixture.journal.status.recorded == 2_500)
        writer.append(9_999)
        try await ingester(fixture.journal).drain()
        #expect(store.codes.last == 9_999)
    }

    @Test("a killed process loses nothing: its folder, as it lies there, is ingested to the last whole record")
    func crash() async throws {
        let folder = try TemporaryFolder()
        let fixture = try JournalFixture(folder)
        let first = try fixture.journal.makeWriter()
        let second = try fixture.journal.makeWriter()
        for code in 0..<800 {
            first.append(Int64(code))
            second.append(Int64(1_000 + code))
        }
        try folder.copy("journal", to: "after-the-crash")

        let restarted = try JournalFixture(folder, name: "after-the-crash")
        let writer = try restarted.journal.makeWriter()
        let ingester = ingester(restarted.journal)
        writer.append(5_000)
        try await ingester.drain()
        let expected: [Int64] = Array(0..<800) + Array(1_000..<1_800) + [5_000]
        #expect(store.codes.sorted() == expected)
        // Nothing is ever appended to an old segment, and all of them are gone.
        #expect(restarted.journal.segments.count == 1)
        #expect(fixture.journal.segments.count == 2)
    }

    @Test("a crash between any two batches counts no scan twice and loses none", arguments: [0, 1, 2, 3])
    func crashBetweenBatches(steps: Int) async throws {
        let folder = try TemporaryFolder()
        do {
            let fixture = try JournalFixture(folder)
            let writer = try fixture.journal.makeWriter()
            for code in 0..<2_000 { writer.append(Int64(code)) }
            let worker = worker(fixture.journal, mostScans: 600)
            for _ in 0..<steps { _ = try await worker.step() }
            try folder.copy("journal", to: "after-the-crash")
        }
        let restarted = try JournalFixture(folder, name: "after-the-crash")
        try await ingester(restarted.journal).drain()
        #expect(store.codes.sorted() == Array(0..<2_000))
        #expect(restarted.journal.segments.isEmpty)
    }

    @Test("a batch may end within a segment, and go on with others", arguments: [7, 600, 601, 1_999, 2_000])
    func boundedBatches(mostScans: Int) async throws {
        let fixture = try JournalFixture()
        let first = try fixture.journal.makeWriter()
        let second = try fixture.journal.makeWriter()
        for code in 0..<1_000 {
            first.append(Int64(code))
            second.append(Int64(1_000 + code))
        }
        let worker = worker(fixture.journal, mostScans: mostScans)
        var counted = 0
        while try await worker.step() > 0 {
            #expect(store.codes.count - counted <= mostScans)
            counted = store.codes.count
        }
        #expect(store.codes.sorted() == Array(0..<2_000))
        #expect(fixture.journal.segments.allSatisfy { !$0.isSealed })
    }

    @Test("a batch that is in the store in part is offered again as it was, though more scans have come in")
    func halfStored() async throws {
        let fixture = try JournalFixture()
        let first = try fixture.journal.makeWriter()
        let second = try fixture.journal.makeWriter()
        for code in 0..<100 { (code.isMultiple(of: 2) ? first : second).append(Int64(code)) }
        let ingester = ingester(fixture.journal)
        store.fail([.halfStored, .halfStored])
        await #expect(throws: StoreError.self) { try await ingester.drain() }
        for code in 100..<200 { first.append(Int64(code)) }
        await #expect(throws: StoreError.self) { try await ingester.drain() }
        #expect(ingester.status.backlogScans == 200)
        try await ingester.drain()
        #expect(store.codes.sorted() == Array(0..<200))
        #expect(ingester.status.backlogScans == 0)
    }

    @Test("a process that ends in the middle of a batch leaves the rest of it, and of its segments, to the next one")
    func crashWithinBatch() async throws {
        let folder = try TemporaryFolder()
        do {
            let fixture = try JournalFixture(folder)
            let writers = [try fixture.journal.makeWriter(), try fixture.journal.makeWriter()]
            for code in 0..<1_500 { writers[code % 2].append(Int64(code)) }
            store.fail([.halfStored])
            let worker = worker(fixture.journal, mostScans: 900)
            await #expect(throws: StoreError.self) { try await worker.step() }
            #expect(store.codes.count == 450)
            for code in 1_500..<2_000 { writers[code % 2].append(Int64(code)) }
            try folder.copy("journal", to: "after-the-crash")
        }
        let restarted = try JournalFixture(folder, name: "after-the-crash")
        try restarted.journal.makeWriter().append(2_000)
        let worker = worker(restarted.journal, mostScans: 900)
        _ = try await worker.step()
        #expect(store.codes.count == 900)
        while try await worker.step() > 0 {}
        #expect(store.codes.sorted() == Array(0...2_000))
    }

    @Test("a store that refuses keeps everything in the journal, and gets it later, once")
    func refusal() async throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        for code in 0..<100 { writer.append(Int64(code)) }
        let ingester = ingester(fixture.journal)
        store.fail([.refused, .refused])
        for _ in 0..<2 { await #expect(throws: StoreError.self) { try await ingester.drain() } }
        #expect(ingester.status.backlogScans == 100)
        #expect(store.codes.isEmpty)
        try await ingester.drain()
        #expect(store.codes == Array(0..<100))
    }

    @Test("a batch that was stored though the answer was lost is not stored again")
    func lostAnswer() async throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        for code in 0..<100 { writer.append(Int64(code)) }
        let ingester = ingester(fixture.journal)
        store.fail([.answerLost])
        await #expect(throws: StoreError.self) { try await ingester.drain() }
        try await ingester.drain()
        #expect(store.codes == Array(0..<100))
    }

    @Test("an answer lost while more scans come in doubles none of them")
    func lostAnswerWithMoreScans() async throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        for code in 0..<100 { writer.append(Int64(code)) }
        let ingester = ingester(fixture.journal)
        store.fail([.answerLost])
        await #expect(throws: StoreError.self) { try await ingester.drain() }
        for code in 100..<200 { writer.append(Int64(code)) }
        try await ingester.drain()
        #expect(store.codes == Array(0..<200))
    }

    @Test("new scans do not wait behind an old backlog")
    func freshness() async throws {
        let folder = try TemporaryFolder()
        do {
            let fixture = try JournalFixture(folder)
            let writer = try fixture.journal.makeWriter()
            for code in 0..<3_000 { writer.append(Int64(code)) }
        }
        let fixture = try JournalFixture(folder)
        let writer = try fixture.journal.makeWriter()
        writer.append(9_999)
        let worker = worker(fixture.journal, mostScans: 1_000)
        _ = try await worker.step()
        #expect(store.codes.contains(9_999))
        #expect(store.codes.count < 3_000)
    }

    @Test("the backlog of an earlier run is known after the first look")
    func oldBacklog() async throws {
        let folder = try TemporaryFolder()
        do {
            let fixture = try JournalFixture(folder)
            let writer = try fixture.journal.makeWriter()
            for code in 0..<10 { writer.append(Int64(code)) }
        }
        let journal = try JournalFixture(folder).journal
        let segment = try #require(journal.segments.first)
        let follower = SegmentFollower(segment, from: nil)
        #expect(segment.backlogRecords == 10)
        var next = follower
        var scans: [Scan] = []
        next.read(until: 100, ScanEnricher(), into: &scans)
        #expect(scans.count == 10)
        #expect(segment.backlogRecords == 10)
        next.noteStored()
        #expect(segment.backlogRecords == 0)
        #expect(segment.backlogBytes == 0)
    }

    @Test(
        "positions beyond the file, or before its records, are no way to crash", arguments: [-1, 0, 7, 1 << 40, .max], )
    func absurdPosition(position: Int64) throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        writer.append(1)
        let follower = SegmentFollower(try #require(fixture.journal.segments.first), from: position)
        #expect(follower.scans().count == (position < 100 ? 1 : 0))
    }

    @Test("on graceful shutdown everything that was appended is moved before the service ends")
    func gracefulShutdown() async throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        for code in 0..<1_000 { writer.append(Int64(code)) }
        let ingester = ingester(fixture.journal)
        store.fail([.refused])
        let group = ServiceGroup(
            services: [JournalKeeper(journal: fixture.journal, logger: Self.silent), ingester],
            logger: Self.silent,
        )
        async let running: Void = group.run()
        await group.triggerGracefulShutdown()
        try await running
        #expect(store.codes.sorted() == Array(0..<1_000))
        #expect(ingester.status.state == .stopped)
        #expect(fixture.journal.segments.allSatisfy { $0.isSynced })
    }

    @Test("cancelled, it moves what is left all the same")
    func cancellation() async throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        for code in 0..<1_000 { writer.append(Int64(code)) }
        let ingester = ingester(fixture.journal)
        let running = Task { await ingester.run() }
        running.cancel()
        await running.value
        #expect(store.codes.sorted() == Array(0..<1_000))
    }

    @Test("a store that never recovers does not hold up the shutdown for ever")
    func boundedDrain() async throws {
        let fixture = try JournalFixture()
        let writer = try fixture.journal.makeWriter()
        writer.append(1)
        store.fail(Array(repeating: .refused, count: 10_000))
        let configuration = ScanIngester.Configuration(
            pollInterval: .milliseconds(1),
            longestRetry: .milliseconds(2),
            drainTimeout: .milliseconds(30),
        )
        let ingester = ingester(fixture.journal, configuration)
        let running = Task { await ingester.run() }
        running.cancel()
        await running.value
        #expect(ingester.status.state == .stopped)
        #expect(ingester.status.backlogScans == 1)
    }
}
