// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Counts of accounts, tags and lists of codes")
struct ScopeTests {
    /// Two accounts; the first has three codes, two of them tagged.
    private struct Samples {
        let account: Account
        let codes: [Code]
        let scans: [Scan]
        let spring: Codes.Tag
    }

    private static func fill(_ store: any WaymarkStore, seed: UInt64, count: Int = 900) async throws -> Samples {
        let account = try await store.account("default")
        let other = try await store.account("other")
        let spring = try tag("spring")
        var tagged = CodeSettings()
        tagged.tags = [spring]
        let codes = [
            try await store.add(.sample("one", of: account, settings: tagged)),
            try await store.add(.sample("two", of: account, settings: tagged)),
            try await store.add(.sample("three", of: account)),
        ]
        let foreign = try await store.add(.sample("four", of: other, settings: tagged))
        var generator = SeededGenerator(seed: seed)
        let scans = (0..<count).map { _ in Scan.random(of: codes + [foreign], using: &generator) }
        for (index, start) in stride(from: 0, to: scans.count, by: 150).enumerated() {
            try await store.add(Array(scans[start..<min(start + 150, scans.count)]), segment: Int64(index))
        }
        return Samples(account: account, codes: codes, scans: scans, spring: spring)
    }

    private static func tag(_ text: String) throws -> Codes.Tag {
        guard let tag = Codes.Tag(text) else { throw Unexpected("no tag: \(text)") }
        return tag
    }

    private static let edges: [[Timestamp]] = [
        (0...4).map { morning + $0 * day }, (0...30).map { morning + 330 * minute + $0 * hour },
    ]

    @Test("accounts, tags and lists equal a count one by one", arguments: Backend.allCases)
    func naive(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let samples = try await Self.fill(store, seed: 1)
            for edges in Self.edges {
                for includesBots in [false, true] {
                    let query = AnalyticsQuery(edges: edges, includesBots: includesBots)
                    func expect(_ scope: ScanScope, _ codes: ArraySlice<Code>, together: Bool) async throws {
                        var counts = try await store.counts(query, of: scope, in: samples.account.id)
                        counts.visitors = VisitorCount()
                        let expected = countOneByOne(samples.scans, of: Array(codes), query, together: together)
                        #expect(counts == expected)
                    }
                    try await expect(.account, samples.codes[...], together: true)
                    try await expect(.tag(samples.spring), samples.codes[..<2], together: true)
                    try await expect(.codes(samples.codes[1...].map(\.id)), samples.codes[1...], together: false)
                }
            }
        }
    }

    @Test("filters count what a count of only those scans would, for every scope", arguments: Backend.allCases)
    func filters(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let samples = try await Self.fill(store, seed: 3)
            let scopes: [(ScanScope, ArraySlice<Code>, together: Bool)] = [
                (.account, samples.codes[...], true), (.tag(samples.spring), samples.codes[..<2], true),
                (.codes(samples.codes[1...].map(\.id)), samples.codes[1...], false),
                (.code(samples.codes[0].id), samples.codes[..<1], true),
            ]
            for dimension in ScanDimension.allCases {
                guard let value = samples.scans.compactMap({ $0.value(of: dimension) }).first else { continue }
                let query = AnalyticsQuery(edges: Self.edges[1], includesBots: true, filters: [dimension: value])
                let chosen = samples.scans.filter { $0.value(of: dimension) == value }
                for (scope, codes, together) in scopes {
                    var counts = try await store.counts(query, of: scope, in: samples.account.id)
                    #expect(counts.scansRead ?? 0 >= counts.scans)
                    counts.visitors = VisitorCount()
                    counts.scansRead = 0
                    #expect(counts == countOneByOne(chosen, of: Array(codes), query, together: together))
                }
            }
            let never = AnalyticsQuery(edges: Self.edges[0], filters: [.city: "Nowhere", .device: "mobile"])
            #expect(try await store.counts(never, of: .account, in: samples.account.id).scans == 0)
        }
    }

    @Test("scans alone of one value equal a count one by one, of purged days too", arguments: Backend.allCases)
    func scansAlone(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let samples = try await Self.fill(store, seed: 4)
            let scopes: [(ScanScope, ArraySlice<Code>)] = [
                (.account, samples.codes[...]), (.tag(samples.spring), samples.codes[..<2]),
                (.codes(samples.codes[1...].map(\.id)), samples.codes[1...]),
            ]
            for isPurged in [false, true] {
                if isPurged {
                    while try await !store.purgeScans(before: morning.milliseconds / day + 9, atMost: 1_000).isDone {}
                }
                for dimension in ScanDimension.allCases {
                    guard let value = samples.scans.compactMap({ $0.value(of: dimension) }).first else { continue }
                    let chosen = samples.scans.filter { $0.value(of: dimension) == value }
                    for (edges, includesBots) in zip(Self.edges + Self.edges, [false, true, true, false]) {
                        let query = AnalyticsQuery(
                            edges: edges, includesBots: includesBots, filters: [dimension: value],
                            wantsScansAlone: true, )
                        for (scope, codes) in scopes {
                            let counts = try await store.counts(query, of: scope, in: samples.account.id)
                            let expected = countOneByOne(chosen, of: Array(codes), query)
                            #expect(counts.intervals.map(\.scans) == expected.intervals.map(\.scans))
                            #expect(counts.intervals.map(\.bots) == expected.intervals.map(\.bots))
                            #expect(counts.scansRead == 0)
                        }
                    }
                }
            }
            let never = AnalyticsQuery(edges: Self.edges[0], filters: [.city: "Nowhere"], wantsScansAlone: true)
            let none = try await store.counts(never, of: .account, in: samples.account.id)
            #expect(none.intervals.map(\.scans) == [0, 0, 0, 0])
        }
    }

    @Test("few values are asked for: the others are summed up and counted", arguments: Backend.allCases)
    func top(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let samples = try await Self.fill(store, seed: 2)
            let query = AnalyticsQuery(edges: Self.edges[0], dimensions: [.country, .browser], top: 2)
            var counts = try await store.counts(query, of: .account, in: samples.account.id)
            counts.visitors = VisitorCount()
            #expect(counts == countOneByOne(samples.scans, of: samples.codes, query))
            #expect(counts.breakdowns.keys.count == 2)
            #expect(counts.breakdowns[.country]?.values.count == 2)
            #expect(counts.breakdowns[.country]?.distinct == 4)
            #expect(counts.breakdowns[.country]?.other ?? 0 > 0)
        }
    }

    @Test("a tag counts the codes that carry it now, before its counts are made anew too", arguments: Backend.allCases)
    func retagging(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let samples = try await Self.fill(store, seed: 3)
            _ = try await store.edit(samples.codes[0]) { $0.settings.tags = [] }
            _ = try await store.edit(samples.codes[2]) { $0.settings.tags = [samples.spring] }
            let query = AnalyticsQuery(edges: Self.edges[0])
            let scope = ScanScope.tag(samples.spring)
            let early = try await store.counts(query, of: scope, in: samples.account.id)
            let expected = countOneByOne(samples.scans, of: Array(samples.codes[1...]), query)
            #expect(early.intervals.map(\.scans) == expected.intervals.map(\.scans))
            #expect(early.breakdowns == expected.breakdowns)
            while try await store.refreshTags() {}
            var counts = try await store.counts(query, of: scope, in: samples.account.id)
            counts.visitors = VisitorCount()
            #expect(counts == expected)
            // Who was seen already is not new to the tag.
            let late = samples.scans.filter { $0.code == samples.codes[2].number && $0.kind == .person }
            try await store.add(late.map { .sample(samples.codes[1], at: $0.at, visitor: $0.visitor) }, segment: 99)
            let again = try await store.counts(query, of: scope, in: samples.account.id)
            #expect(again.uniques == expected.uniques)
            #expect(again.scans == expected.scans + late.count)
        }
    }

    @Test("tags and accounts without scans count nothing; bounds hold", arguments: Backend.allCases)
    func nothing(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let query = AnalyticsQuery(edges: [morning, morning + day])
            let tag = try Self.tag("none")
            #expect(try await store.counts(query, of: .tag(tag), in: account.id).scans == 0)
            #expect(try await store.counts(query, of: .account, in: account.id).scans == 0)
            #expect(try await store.counts(query, of: .codes([]), in: account.id).scans == 0)
            let many = Array(repeating: try CodeID.sample("one"), count: ScanScope.maximumCodes + 1)
            await #expect(throws: StoreError.self) { try await store.counts(query, of: .codes(many), in: account.id) }
            let none = AnalyticsQuery(edges: query.edges, top: 0)
            await #expect(throws: StoreError.self) { try await store.counts(none, of: .account, in: account.id) }
        }
    }

    @Test("visitors are estimated within three standard errors, over codes and days", arguments: Backend.allCases)
    func estimate(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let codes = [
                try await store.add(.sample("one", of: account)), try await store.add(.sample("two", of: account)),
            ]
            var generator = SeededGenerator(seed: 7)
            let visitors = (0..<800).map { _ in UInt64.random(in: .min ... .max, using: &generator) }
            // Each visitor scans both codes, on two days.
            for index in 0..<4 {
                let moment = morning + Int64(index / 2) * day + hour
                try await store.add(
                    visitors.map { .sample(codes[index % 2], at: moment, visitor: $0) }, segment: Int64(index), )
            }
            let query = AnalyticsQuery(edges: [morning, morning + 2 * day])
            let together = try await store.counts(query, of: .codes(codes.map(\.id)), in: account.id)
            #expect(together.uniques == 3_200)
            #expect(abs(together.visitors.count - 1_600) < 1_600 * 49 / 1_000)
            let all = try await store.counts(query, of: .account, in: account.id)
            #expect(all.uniques == 1_600)
            #expect(abs(all.visitors.count - 1_600) < 1_600 * 49 / 1_000)
        }
    }
}
