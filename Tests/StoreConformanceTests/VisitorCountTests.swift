// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Counted and estimated visitors")
struct VisitorCountTests {
    /// Scans of as many visitors, spread over an hour.
    private func scans(of code: Code, at start: Timestamp, visitors: Range<UInt64>) -> [Scan] {
        visitors.map { visitor in
            var generator = SeededGenerator(seed: visitor)
            return .sample(code, at: start + Int64(visitor % 60) * minute, visitor: generator.next())
        }
    }

    @Test("visitors of one owner on whole days are counted, however many they are", arguments: Backend.allCases)
    func whole(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let codes = [
                try await store.add(.sample("one", of: account)), try await store.add(.sample("two", of: account)),
            ]
            let visitors: [Range<UInt64>] = [0..<2_000, 1_000..<1_050]
            for (index, visitors) in visitors.enumerated() {
                let start = morning + Int64(index) * day + 10 * hour
                try await store.add(scans(of: codes[0], at: start, visitors: visitors), segment: Int64(index))
            }
            let days = AnalyticsQuery(edges: [morning, morning + day, morning + 2 * day])
            for scope in [ScanScope.code(codes[0].id), .account, .codes(codes.map(\.id))] {
                let counts = try await store.counts(days, of: scope, in: account.id)
                #expect(counts.visitors == VisitorCount(2_050, isExact: true))
            }
            // Days of another zone: all scans are within.
            let shifted = AnalyticsQuery(edges: [morning + (-5 * hour), morning + 19 * hour])
            #expect(try await store.counts(shifted, of: .account, in: account.id).visitors == VisitorCount(2_000))
            let nothing = AnalyticsQuery(edges: [morning + 2 * day, morning + 3 * day])
            #expect(try await store.counts(nothing, of: .account, in: account.id).visitors == VisitorCount(0))
            // Before and behind the scans of a day there is nothing to estimate.
            let early = AnalyticsQuery(edges: [morning, morning + 9 * hour])
            #expect(try await store.counts(early, of: .account, in: account.id).visitors == VisitorCount(0))
            for (index, day) in [AnalyticsQuery(edges: [morning, morning + 10 * hour + 30 * minute]), days].enumerated()
            {
                let filtered = AnalyticsQuery(edges: day.edges, filters: [.country: "FR"])
                let counts = try await store.counts(filtered, of: .account, in: account.id)
                #expect(counts.visitors.isExact)
                #expect(index == 0 || counts.visitors.count == 2_050)
            }
        }
    }

    @Test("parts of days, and visitors that codes may share, are estimated", arguments: Backend.allCases)
    func parts(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let codes = [
                try await store.add(.sample("one", of: account)), try await store.add(.sample("two", of: account)),
            ]
            for visitors in [0..<20, 0..<2_000] as [Range<UInt64>] {
                try await store.add(
                    codes.flatMap { scans(of: $0, at: morning, visitors: visitors) },
                    segment: Int64(visitors.count), )
                let day = AnalyticsQuery(edges: [morning, morning + day])
                let list = try await store.counts(day, of: .codes(codes.map(\.id)), in: account.id)
                #expect(!list.visitors.isExact)
                #expect(abs(list.visitors.count - visitors.count) <= visitors.count * 49 / 1_000)
                let all = try await store.counts(day, of: .account, in: account.id)
                #expect(all.visitors == VisitorCount(visitors.count))
                let some = AnalyticsQuery(edges: [morning, morning + 15 * minute])
                let part = try await store.counts(some, of: .code(codes[0].id), in: account.id)
                #expect(!part.visitors.isExact)
                let expected = visitors.filter { $0 % 60 < 15 }.count
                #expect(abs(part.visitors.count - expected) <= expected * 49 / 1_000)
            }
        }
    }

    @Test("names that the account never had are told, of codes and of tags", arguments: Backend.allCases)
    func names(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let account = try await store.account("default")
            let other = try await store.account("other")
            guard let spring = Codes.Tag("spring") else { throw Unexpected("no tag") }
            var tagged = CodeSettings()
            tagged.tags = [spring]
            let code = try await store.add(.sample("one", of: account, settings: tagged))
            let never = try CodeID.sample("never")
            let scopes: [(ScanScope, Account, [String])] = [
                (.account, account, []), (.code(code.id), account, []), (.code(code.id), other, ["one"]),
                (.codes([never, code.id]), account, ["never"]), (.codes([code.id]), other, ["one"]),
                (.tag(spring), account, []), (.tag(spring), other, ["spring"]),
            ]
            for (scope, account, names) in scopes {
                #expect(try await store.unknownNames(in: scope, of: account.id) == names)
            }
            // Once counted, a tag stays known when no code carries it any more.
            try await store.add([.sample(code, at: morning)])
            try await store.edit(code) { $0.settings.tags = [] }
            #expect(try await store.unknownNames(in: .tag(spring), of: account.id) == [])
        }
    }
}
