// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@Suite("Scans read back one by one")
struct RecordedScanTests {
    @Test("pages of a code have every scan once, in the order of time", arguments: Backend.allCases, [true, false])
    func pages(_ backend: Backend, ascending: Bool) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let other = try await store.add(.sample("two", of: account))
            // Several in one millisecond, and not in the order of time.
            let moments: [Int64] = [5, 1, 3, 3, 3, 2, 9, 3, 0]
            try await store.add(moments.map { .sample(code, at: morning + $0) } + [.sample(other, at: morning)])
            var query = RecordedScanQuery(limit: 2, isAscending: ascending)
            var found: [RecordedScan] = []
            repeat {
                let page = try #require(try await store.scans(query, ofCode: code.id, of: account.id))
                #expect(page.scans.count == 2 || page.next == nil)
                found += page.scans
                query.after = page.next
            } while query.after != nil
            let expected = ascending ? moments.sorted() : moments.sorted().reversed()
            #expect(found.map(\.at) == expected.map { morning + $0 })
            #expect(Set(found.map(\.number)).count == moments.count)
        }
    }

    @Test(
        "filtered pages look at a bounded number of scans, and have every one that is wanted once",
        arguments: Backend.allCases, [true, false], )
    func filteredPages(_ backend: Backend, ascending: Bool) async throws {
        try await backend.withAccount { store, account in
            let spring = ["spring"].compactMap { Codes.Tag($0) }
            var tagged = CodeSettings()
            tagged.tags = spring
            let code = try await store.add(.sample("one", of: account, settings: tagged))
            let other = try await store.add(.sample("two", of: account))
            // Several in one millisecond, on two days, and few that are wanted.
            let moments: [Int64] = [5, 1, 3, 3, 3, 2, 9, 3, 0, 3, 3, day, day + 4, day + 4, day + 5]
            var scans: [Scan] = []
            for (index, moment) in moments.enumerated() {
                scans.append(.sample(code, at: morning + moment, country: index % 3 == 0 ? "DE" : "FR"))
            }
            try await store.add(scans + [.sample(other, at: morning, country: "DE")])
            for examining in Int64(1)...5 {
                var query = RecordedScanQuery(limit: 2, isAscending: ascending)
                query.filters = [.country: "DE", .device: ScanClient.unknown.device.description]
                query.examining = examining
                query.codes = .tag(spring[0])
                var found: [[RecordedScan]] = [[], []]
                repeat {
                    let page = try #require(try await store.scans(query, ofCode: code.id, of: account.id))
                    #expect(page.scans.count <= 2)
                    found[0] += page.scans
                    query.after = page.next
                } while query.after != nil
                repeat {
                    let page = try await store.scans(query, of: account.id)
                    found[1] += page.scans
                    query.after = page.next
                } while query.after != nil
                let wanted = moments.indices.filter { $0 % 3 == 0 }.map { morning + moments[$0] }.sorted()
                #expect(found[0].map(\.at) == (ascending ? wanted : wanted.reversed()), "\(examining)")
                #expect(Set(found[0].map(\.number)).count == wanted.count)
                #expect(Set(found[1].map(\.number)) == Set(found[0].map(\.number)))
                #expect(found[1].count == wanted.count)
            }
        }
    }

    @Test("a scan comes back with all that was stored of it", arguments: Backend.allCases)
    func details(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account, to: "https://example.com/1"))
            let client = ScanClient(device: .mobile, os: "iOS", browser: "Mobile Safari")
            let scan = Scan(
                code: code.number, version: 1, at: morning, kind: .person, country: "FR", visitor: 1,
                userAgent: "phone",
                client: client, referrerHost: "example.org", language: "fr",
                place: ScanPlace(region: "IDF", city: "Paris"),
                lead: Scan.Lead(source: "poster"),
            )
            let edited = try await store.edit(code) {
                $0.payload = Payload(stored: .url, text: "https://example.com/2")
            }
            try await store.add([scan, .sample(edited, at: morning + 1, kind: .bot)])
            let page = try #require(try await store.scans(RecordedScanQuery(), ofCode: code.id, of: account.id))
            let (bot, person) = try (#require(page.scans.first), #require(page.scans.last))
            #expect(bot.isBot && !bot.isFirst && bot.destination == "https://example.com/2" && bot.version == 2)
            #expect(!person.isBot && person.isFirst && person.destination == "https://example.com/1")
            #expect(person.client == client && person.referrerHost == "example.org" && person.language == "fr")
            #expect(person.region == "IDF" && person.city == "Paris" && person.country == "FR")
            #expect(person.lead.source == "poster" && person.code == "one" && person.account == account.id)
        }
    }

    @Test("ranges and bots are told apart, HEAD requests never seen", arguments: Backend.allCases)
    func filters(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let code = try await store.add(.sample("one", of: account))
            let kinds: [Scan.Kind] = [.person, .bot, .head, .person]
            try await store.add(kinds.enumerated().map { .sample(code, at: morning + Int64($0), kind: $1) })
            let all = [0, 1, 3].map { morning + $0 }
            func moments(_ query: RecordedScanQuery) async throws -> [[Timestamp]] {
                let ofCode = try #require(try await store.scans(query, ofCode: code.id, of: account.id))
                return [ofCode.scans.map(\.at), try await store.scans(query, of: account.id).scans.map(\.at)]
            }
            #expect(try await moments(RecordedScanQuery(isAscending: true)) == [all, all])
            let people = RecordedScanQuery(isAscending: true, includesBots: false)
            #expect(try await moments(people).allSatisfy { $0 == [all[0], all[2]] })
            let range = RecordedScanQuery(isAscending: true, from: morning + 1, to: morning + 3)
            #expect(try await moments(range).allSatisfy { $0 == [all[1]] })
        }
    }

    @Test("pages of an account have the scans of all its codes and of no other's", arguments: Backend.allCases)
    func accounts(_ backend: Backend) async throws {
        try await backend.withAccount { store, account in
            let other = try await store.account("other")
            #expect(
                try await store.scans(RecordedScanQuery(), of: account.id) == RecordedScanPage(scans: [], next: nil))
            var codes: [Code] = []
            for id in ["one", "two"] { codes.append(try await store.add(.sample(id, of: account))) }
            let theirs = try await store.add(.sample("theirs", of: other))
            try await store.add((codes + [theirs]).map { .sample($0, at: morning) })
            #expect(try await store.latestScan() == 3)
            var query = RecordedScanQuery(limit: 1, isAscending: true)
            let first = try await store.scans(query, of: account.id)
            query.after = first.next
            let second = try await store.scans(query, of: account.id)
            #expect((first.scans + second.scans).map(\.code) == ["one", "two"])
            #expect(try await store.scans(RecordedScanQuery(), ofCode: theirs.id, of: account.id) == nil)
            let tail = try await store.scans(after: 0, through: nil, of: [other.id], examining: 2)
            #expect(tail.scans.isEmpty && tail.through == 2)
            let rest = try await store.scans(after: tail.through, through: nil, of: [other.id], examining: 2)
            #expect(rest.scans.map(\.code) == ["theirs"] && rest.through == 3)
        }
    }
}
