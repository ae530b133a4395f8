// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Scans going into a store")
struct IngestTests {
    /// One interval that holds all samples.
    private let wholeDay = [morning, morning + day]

    @Test("people count, bots count apart, HEAD counts nowhere", arguments: Backend.allCases)
    func kinds(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            try await store.add([
                .sample(code, at: morning + minute),
                .sample(code, at: morning + 2 * minute, country: "DE", visitor: 2),
                .sample(code, at: morning + 3 * minute, kind: .bot, country: "US", visitor: 3),
                .sample(code, at: morning + 4 * minute, kind: .head, country: "IT", visitor: 4),
            ])
            let people = try await store.counts(of: code, wholeDay)
            #expect(people.intervals == [.init(scans: 2, uniques: 2, bots: 1)])
            #expect(people.bots == 1)
            #expect(people[.country] == [NamedCount(name: "DE", scans: 1), NamedCount(name: "FR", scans: 1)])
            let all = try await store.counts(of: code, wholeDay, includesBots: true)
            #expect(all.intervals == [.init(scans: 3, uniques: 2, bots: 1)])
            #expect(all.bots == 1)
            #expect(all[.country].map(\.name) == ["DE", "FR", "US"])
            let tally = try await store.code(code.id, of: account.id)?.tally
            #expect(tally == ScanTally(scans: 2, lastScannedAt: morning + 2 * minute))
        }
    }

    @Test("a code's tally stands in lists, and survives edits", arguments: Backend.allCases)
    func tally(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let idle = try await store.add(.sample("two", of: account))
            try await store.add([.sample(code, at: morning + hour), .sample(code, at: morning + minute)])
            let tally = ScanTally(scans: 2, lastScannedAt: morning + hour)
            #expect(try await store.list(CodeListQuery(), of: account.id).codes.map(\.tally) == [idle.tally, tally])
            #expect(try await store.edit(code) { $0.tally = ScanTally(scans: 99) }.tally == tally)
            #expect(try await store.code(code.id, of: account.id)?.tally == tally)
        }
    }

    @Test("a batch counts once, however often it is offered", arguments: Backend.allCases)
    func idempotence(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let journal = JournalID("journal")
            #expect(try await store.progress(ofJournal: journal) == JournalProgress())
            for _ in 0..<3 { try await store.add([.sample(code, at: morning)], position: 100) }
            try await store.add([.sample(code, at: morning)], position: 99)
            #expect(try await store.counts(of: code, wholeDay).intervals == [.init(scans: 1, uniques: 1)])
            try await store.add([.sample(code, at: morning)], position: 101)
            // Another segment and another journal have positions of their own.
            try await store.add([.sample(code, at: morning)], position: 100, segment: 1)
            try await store.add([.sample(code, at: morning)], position: 100, journal: "other")
            #expect(try await store.counts(of: code, wholeDay).intervals == [.init(scans: 4, uniques: 1)])
            #expect(try await store.progress(ofJournal: journal).positions == [0: 101, 1: 100])
        }
    }

    @Test("the same batch offered by many at once counts once", arguments: Backend.allCases)
    func idempotenceRace(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            try await withThrowingTaskGroup { group in
                for _ in 0..<16 {
                    group.addTask { try await store.add([.sample(code, at: morning)], position: 100) }
                }
                try await group.waitForAll()
            }
            #expect(try await store.counts(of: code, wholeDay).intervals == [.init(scans: 1, uniques: 1)])
        }
    }

    @Test("positions below a segment are forgotten, others stay", arguments: Backend.allCases)
    func forget(_ backend: Backend) async throws {
        try await backend.withStore { store in
            for segment in Int64(0)..<4 { try await store.add([], position: 10 + segment, segment: segment) }
            try await store.add([], position: 7, journal: "other")
            try await store.forgetPositions(ofJournal: JournalID("journal"), below: 2)
            #expect(try await store.progress(ofJournal: JournalID("journal")).positions == [2: 12, 3: 13])
            #expect(try await store.progress(ofJournal: JournalID("other")).positions == [0: 7])
        }
    }

    @Test("scans of unknown codes and of odd countries do not hold up the others", arguments: Backend.allCases)
    func unknown(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            var lost = code
            lost.number = 4_711
            try await store.add([
                .sample(lost, at: morning), .sample(code, at: morning), .sample(lost, at: morning + minute),
                .sample(code, at: morning + minute, country: "Narnia"),
            ])
            let counts = try await store.counts(of: code, wholeDay)
            #expect(counts.intervals == [.init(scans: 2, uniques: 1)])
            #expect(counts[.country].map(\.name) == ["??", "FR"])
            #expect(try await store.progress(ofJournal: JournalID("journal")).positions == [0: 1])
        }
    }

    @Test("a batch of several segments counts once, with a position of each", arguments: Backend.allCases)
    func severalSegments(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let scans = [Scan.sample(code, at: morning), .sample(code, at: morning + minute, visitor: 2)]
            let journal = JournalID("journal")
            for _ in 0..<2 { try await store.ingest(ScanBatch(scans: scans, journal: journal, ends: [3: 70, 8: 90])) }
            #expect(try await store.progress(ofJournal: journal) == JournalProgress(positions: [3: 70, 8: 90]))
            #expect(try await store.counts(of: code, wholeDay).intervals == [.init(scans: 2, uniques: 2)])
        }
    }

    @Test("a batch that is counted in one segment and not in another is refused", arguments: Backend.allCases)
    func halfCounted(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            try await store.add([.sample(code, at: morning)], position: 70, segment: 3)
            let scan = Scan.sample(code, at: morning)
            let mixed = ScanBatch(scans: [scan], journal: JournalID("journal"), ends: [3: 70, 8: 90])
            await #expect(throws: StoreError.self) { try await store.ingest(mixed) }
            #expect(try await store.counts(of: code, wholeDay).intervals == [.init(scans: 1, uniques: 1)])
        }
    }

    @Test("a batch above the bound is refused whole", arguments: Backend.allCases)
    func tooLarge(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let scans = Array(repeating: Scan.sample(code, at: morning), count: ScanBatch.maximumScans + 1)
            await #expect(throws: StoreError.self) { try await store.add(scans) }
            #expect(try await store.progress(ofJournal: JournalID("journal")) == JournalProgress())
            #expect(try await store.counts(of: code, wholeDay).intervals.map(\.scans) == [0])
        }
    }

    @Test("scans of a deleted code still count", arguments: Backend.allCases)
    func deleted(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            try await store.delete(code)
            try await store.add([.sample(code, at: morning)])
            #expect(try await store.counts(of: code, wholeDay).intervals == [.init(scans: 1, uniques: 1)])
        }
    }
}
