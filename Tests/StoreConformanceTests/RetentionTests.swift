// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Scans that are kept no longer")
struct RetentionTests {
    private static let firstDay = morning.milliseconds / day

    /// Purges to the end, in small parts.
    private func purge(_ store: any WaymarkStore, before number: Int64, atMost limit: Int = 7) async throws -> Int {
        var scans = 0
        while true {
            let step = try await store.purgeScans(before: number, atMost: limit)
            #expect(step.scans <= limit)
            scans += step.scans
            if step.isDone { return scans }
        }
    }

    @Test("counts of purged days stay as they were, to the quarter of an hour", arguments: Backend.allCases)
    func counts(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            var generator = SeededGenerator(seed: 3)
            // A few scans on some days and many on others: both forms of a row.
            var scans: [Scan] = []
            for index in 0..<900 {
                let moment = morning + Int64(index % 3) * day + Int64.random(in: 0..<day, using: &generator)
                let visitor = UInt64.random(in: 0..<200, using: &generator)
                let country = ["FR", "DE", "US"][index % 3]
                let kind: Scan.Kind = index % 10 == 0 ? .bot : .person
                scans.append(.sample(code, at: moment, kind: kind, country: country, visitor: visitor))
            }
            try await store.add(scans)
            let days = [morning, morning + day, morning + 2 * day, morning + 3 * day]
            let quarters = (0...96).map { morning + Int64($0) * 15 * minute }
            let before = [try await store.counts(of: code, days), try await store.counts(of: code, quarters)]
            #expect(before[0] == countOneByOne(scans, of: [code], AnalyticsQuery(edges: days)).with(before[0]))
            #expect(try await store.purgeableScans(before: Self.firstDay + 2) == PurgeableScans(scans: 600, days: 2))
            #expect(try await purge(store, before: Self.firstDay + 2) == 600)
            #expect(try await store.purgeableScans(before: Self.firstDay + 2) == PurgeableScans(scans: 0, days: 0))
            #expect([try await store.counts(of: code, days), try await store.counts(of: code, quarters)] == before)
            let left = try #require(
                try await store.scans(RecordedScanQuery(limit: 1_000), ofCode: code.id, of: account.id))
            #expect(left.scans.count == 300)
            #expect(try await store.scanDays().map(\.isPurged) == [true, true, false])
            #expect(try await purge(store, before: Self.firstDay + 2) == 0)
        }
    }

    @Test("an edge that cuts a purged quarter takes it whole, where it begins", arguments: Backend.allCases)
    func cut(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            try await store.add([.sample(code, at: morning + 5 * minute), .sample(code, at: morning + 20 * minute)])
            let edges = [morning, morning + 7 * minute, morning + hour]
            _ = try await purge(store, before: Self.firstDay + 1)
            #expect(try await store.counts(of: code, edges).intervals.map(\.scans) == [1, 1])
        }
    }

    @Test(
        "a filter refuses days whose scans are gone, and says from when on they are kept", arguments: Backend.allCases,
    )
    func filters(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            try await store.add([.sample(code, at: morning), .sample(code, at: morning + day)])
            _ = try await purge(store, before: Self.firstDay + 1)
            func counts(from start: Timestamp) async throws -> ScanCounts {
                let query = AnalyticsQuery(edges: [start, morning + 2 * day], filters: [.country: "FR"])
                return try await store.counts(query, of: .code(code.id), in: account.id)
            }
            let refused = try await counts(from: morning)
            #expect(refused.scansKeptSince == morning + day)
            #expect(refused.intervals.isEmpty)
            let counted = try await counts(from: morning + day)
            #expect(counted.scansKeptSince == nil)
            #expect(counted.scans == 1)
        }
    }

    @Test("a check passes purged days by, and does not take their counts for wrong", arguments: Backend.allCases)
    func check(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            try await store.add((0..<300).map { .sample(code, at: morning + Int64($0) * minute, visitor: UInt64($0)) })
            _ = try await store.purgeScans(before: Self.firstDay + 1, atMost: 10)
            for repairs in [false, true] {
                let check = try await store.checkRollups(ofDay: Self.firstDay, repairs: repairs)
                #expect(check.differing == 0)
                #expect(check.differences.count == 1)
            }
            #expect(try await store.counts(of: code, [morning, morning + day]).scans == 300)
        }
    }

    @Test("a tag that is put on codes later counts their purged days too", arguments: Backend.allCases)
    func tags(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let codes = [
                try await store.add(.sample("one", of: account)), try await store.add(.sample("two", of: account)),
            ]
            try await store.add(codes.map { .sample($0, at: morning) } + [.sample(codes[0], at: morning + day)])
            _ = try await purge(store, before: Self.firstDay + 1)
            let tags = ["spring"].compactMap { Codes.Tag($0) }
            let tag = try #require(tags.first)
            for code in codes { try await store.edit(code) { $0.settings.tags = tags } }
            let query = AnalyticsQuery(edges: [morning, morning + day, morning + 2 * day])
            for _ in 0..<2 {
                let counts = try await store.counts(query, of: .tag(tag), in: account.id)
                #expect(counts.intervals.map(\.scans) == [2, 1])
                while try await store.refreshTags() {}
            }
        }
    }

    @Test(
        "the text of a client goes with the last scan made with it, and comes back with the next",
        arguments: Backend.allCases, )
    func clients(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let client = ScanClient(device: .tablet, os: "iOS", browser: "Safari")
            try await store.add([.sample(code, at: morning, client: client)], position: 1)
            _ = try await purge(store, before: Self.firstDay + 1)
            try await store.add([.sample(code, at: morning + day, client: client)], position: 2)
            try await store.add([.sample(code, at: morning + 2 * day, client: client)], position: 3)
            _ = try await purge(store, before: Self.firstDay + 2)
            let page = try #require(try await store.scans(RecordedScanQuery(), ofCode: code.id, of: account.id))
            #expect(page.scans.map(\.client) == [client])
        }
    }
}

extension ScanCounts {
    /// These counts with the estimates of others, which are compared with a margin elsewhere.
    fileprivate func with(_ other: ScanCounts) -> ScanCounts {
        var counts = self
        counts.visitors = other.visitors
        return counts
    }
}
