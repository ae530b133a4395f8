// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Counts coming out of a store")
struct AnalyticsTests {
    @Test("intervals without scans are there, with zeros", arguments: Backend.allCases)
    func zeros(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let edges = (0...4).map { morning + $0 * day }
            let empty = try await store.counts(of: code, edges)
            #expect(empty.intervals == Array(repeating: .init(), count: 4))
            #expect(empty.breakdowns[.country] == ScanBreakdown())
            try await store.add([.sample(code, at: morning + 2 * day)])
            #expect(try await store.counts(of: code, edges).intervals.map(\.scans) == [0, 0, 1, 0])
        }
    }

    @Test("an interval begins with its edge and ends before the next", arguments: Backend.allCases)
    func edges(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let offsets: [Int64] = [-1, 0, hour - 1, hour, 2 * hour - 1]
            try await store.add(offsets.map { .sample(code, at: morning + $0) })
            let counts = try await store.counts(of: code, [morning, morning + hour, morning + 2 * hour])
            #expect(counts.intervals.map(\.scans) == [2, 2])
            // To the millisecond where an edge is in the middle of a quarter.
            let odd = morning + (hour - 1)
            #expect(try await store.counts(of: code, [odd, odd + 1, odd + 2]).intervals.map(\.scans) == [1, 1])
            #expect(try await store.counts(of: code, [odd, odd]).intervals.map(\.scans) == [0])
        }
    }

    @Test("a visitor is new once a UTC day, in the interval of the first scan", arguments: Backend.allCases)
    func uniques(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let other = try await store.add(.sample("two", of: account))
            try await store.add([
                .sample(code, at: morning + hour), .sample(code, at: morning + 3 * hour),
                .sample(code, at: morning + day),
                .sample(other, at: morning + 2 * hour),
            ])
            let edges = [morning, morning + 2 * hour, morning + day, morning + 2 * day]
            #expect(try await store.counts(of: code, edges).intervals.map(\.uniques) == [1, 0, 1])
            #expect(try await store.counts(of: other, edges).intervals.map(\.uniques) == [0, 1, 0])
        }
    }

    @Test("a scan that comes late but was first takes the place of the first", arguments: Backend.allCases)
    func lateFirst(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let edges = [morning, morning + 2 * hour, morning + day]
            try await store.add([.sample(code, at: morning + 5 * hour, country: "DE")], segment: 1)
            #expect(try await store.counts(of: code, edges).intervals.map(\.uniques) == [0, 1])
            try await store.add([.sample(code, at: morning + hour)], segment: 2)
            #expect(try await store.counts(of: code, edges).intervals.map(\.uniques) == [1, 0])
            // Days later, when who was seen that day is long forgotten.
            try await store.add([.sample(code, at: morning + 9 * day)], segment: 3)
            try await store.add([.sample(code, at: morning + 3 * hour)], segment: 4)
            try await store.add([.sample(code, at: morning + minute)], segment: 5)
            #expect(try await store.counts(of: code, edges).intervals.map(\.uniques) == [1, 0])
            let odd = [morning, morning + 2 * minute, morning + 2 * hour]
            #expect(try await store.counts(of: code, odd).intervals.map(\.uniques) == [1, 0])
        }
    }

    @Test("counts of a deleted code stay readable, by its own account alone", arguments: Backend.allCases)
    func deleted(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let other = try await store.account("other")
            try await store.add([.sample(code, at: morning)])
            try await store.delete(code)
            let query = AnalyticsQuery(edges: [morning, morning + day])
            #expect(
                try await store.analytics(query, of: .code(code.id), in: account.id)?.intervals.map(\.scans) == [1])
            #expect(try await store.analytics(query, of: .code(code.id), in: other.id) == nil)
            let nowhere = try CodeID.sample("nowhere")
            #expect(try await store.analytics(query, of: .code(nowhere), in: account.id) == nil)
        }
    }

    @Test("queries outside the bounds are refused", arguments: Backend.allCases)
    func bounds(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let faulty = [[], [morning], [morning + 1, morning], Array(repeating: morning, count: 2_402)]
            for edges in faulty {
                await #expect(throws: StoreError.self) { try await store.counts(of: code, edges) }
            }
            let farthest = [Timestamp(milliseconds: .min), Timestamp(milliseconds: .max)]
            #expect(try await store.counts(of: code, farthest).intervals == [.init()])
        }
    }

    /// Offsets of zones in minutes: whole hours, India, Nepal, the Chatham Islands, and one that no zone has.
    static let offsets: [Int64] = [0, -420, 330, 345, 765, 7]

    @Test("sums equal a count one by one, in every zone", arguments: Backend.allCases, offsets)
    func naive(_ backend: Backend, _ offset: Int64) async throws {
        try await backend.withAccount { store, account in
            var generator = SeededGenerator(seed: UInt64(bitPattern: offset))
            let codes = [
                try await store.add(.sample("one", of: account)), try await store.add(.sample("two", of: account)),
            ]
            let scans = (0..<1_500).map { _ in Scan.random(of: codes, using: &generator) }
            // Shuffled batches: journals are not read in the order of time.
            for (index, start) in stride(from: 0, to: scans.count, by: 100).enumerated() {
                try await store.add(Array(scans[start..<start + 100]), segment: Int64(index))
            }
            let start = morning + -offset * minute
            let days = (0...5).map { start + $0 * day }
            let hours = (0...72).map { start + $0 * hour }
            let odd = (0...40).map { start + $0 * 2_345_679 }
            for edges in [days, hours, odd] {
                for code in codes {
                    for includesBots in [false, true] {
                        let query = AnalyticsQuery(edges: edges, includesBots: includesBots)
                        var counts = try await store.counts(query, of: .code(code.id), in: account.id)
                        counts.visitors = VisitorCount()
                        #expect(counts == countOneByOne(scans, of: [code], query))
                    }
                }
            }
            let people = scans.filter { $0.code == codes[0].number && $0.kind == .person }
            let tally = try await store.code(codes[0].id, of: account.id)?.tally
            #expect(tally == ScanTally(scans: people.count, lastScannedAt: people.map(\.at).max()))
        }
    }
}

extension Scan {
    /// A scan in the four days from the morning on, by one of forty visitors.
    static func random(of codes: [Code], using generator: inout SeededGenerator) -> Scan {
        let moment = morning + Int64.random(in: 0..<4 * day, using: &generator)
        let clients = [
            ScanClient.unknown, ScanClient(device: .mobile, os: "iOS", browser: "Mobile Safari"),
            ScanClient(device: .desktop, os: "Linux", browser: "Firefox"),
        ]
        let kinds: [Kind] = [.person, .person, .person, .bot, .head]
        return .sample(
            codes[Int.random(in: 0..<codes.count, using: &generator)],
            at: moment,
            kind: kinds[Int.random(in: 0..<kinds.count, using: &generator)],
            country: ["FR", "DE", "IN", "??"][Int.random(in: 0..<4, using: &generator)],
            visitor: UInt64.max - UInt64.random(in: 0..<40, using: &generator),
            client: clients[Int.random(in: 0..<clients.count, using: &generator)],
            referrerHost: [nil, "a.example", "b.example"][Int.random(in: 0..<3, using: &generator)],
            place: [nil, ScanPlace(region: "FR-IDF", city: "Paris"), ScanPlace(region: "DE-BE", city: nil)][
                Int.random(in: 0..<3, using: &generator)],
            lead: Lead(
                variant: Int.random(in: 0..<3, using: &generator),
                source: Bool.random(using: &generator) ? "poster" : nil,
            ),
        )
    }
}
