// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@testable import Redirect

@Suite("the redirect table")
struct RedirectTableTests {
    @Test("a code is read once and then at hand")
    func readOnce() async throws {
        let fixture = TableFixture(try code())
        #expect(fixture.find("poster01") == nil)
        #expect(try await fixture.answer("poster01") == "https://example.com/landing")
        #expect(try await fixture.answer("poster01") == "https://example.com/landing")
        #expect(fixture.find("poster01")?.number == 7)
        #expect(fixture.store.reads.count == 1)
    }

    @Test("the time of an entry counts from its load, not from its last use")
    func ageCountsFromTheLoad() async throws {
        let fixture = TableFixture(try code())
        _ = try await fixture.answer("poster01")
        // Used every ten seconds; the jitter takes at most a tenth off the 300 s.
        for _ in 0..<26 {
            fixture.clock.advance(by: .seconds(10))
            #expect(fixture.find("poster01") != nil)
        }
        fixture.clock.advance(by: .seconds(40))
        #expect(fixture.find("poster01") == nil)
        _ = try await fixture.answer("poster01")
        #expect(fixture.store.reads.count == 2)
    }

    @Test("codes loaded at one moment are not due again at one moment")
    func jitter() async throws {
        let fixture = TableFixture()
        for number in 0..<50 {
            fixture.store.put(try code("poster\(number)"))
            _ = try await fixture.answer("poster\(number)")
        }
        let ends = Set((0..<50).compactMap { fixture.find("poster\($0)")?.freshUntil })
        #expect(ends.count > 20)
        let loaded = fixture.clock.now.uptime
        #expect(ends.allSatisfy { (loaded + 270_000...loaded + 300_000).contains($0) })
    }

    @Test("an unknown id is remembered for a shorter time")
    func unknownIDs() async throws {
        let fixture = TableFixture()
        #expect(try await fixture.answer("nothing1") == "unknown")
        #expect(fixture.find("nothing1")?.isUnknown == true)
        fixture.clock.advance(by: .seconds(31))
        #expect(fixture.find("nothing1") == nil)
    }

    @Test("a code that is made takes the place of its unknown id")
    func unknownIDBecomesKnown() async throws {
        let fixture = TableFixture()
        #expect(try await fixture.answer("poster01") == "unknown")
        fixture.store.put(try code())
        fixture.table.invalidate(try id("poster01"))
        #expect(try await fixture.answer("poster01") == "https://example.com/landing")
        #expect(fixture.table.statistics == TableStatistics(codes: 1, unknownIDs: 0, bytes: 163, loads: 0, misses: 2))
    }

    @Test("the table keeps within its bytes, and a flood of unknown ids pushes out no code")
    func bounds() async throws {
        let settings = TableSettings(maximumBytes: 16_384, maximumUnknownBytes: 4_096, shardCount: 1)
        let fixture = TableFixture(try code(), settings: settings)
        _ = try await fixture.answer("poster01")
        for number in 0..<1_000 { _ = try await fixture.answer("made-up-\(number)") }
        #expect(fixture.find("poster01") != nil)
        #expect((10...32).contains(fixture.table.statistics.unknownIDs))
        for number in 0..<1_000 {
            fixture.store.put(try code("poster-\(number)"))
            _ = try await fixture.answer("poster-\(number)")
        }
        #expect((50...128).contains(fixture.table.statistics.codes))
        #expect(fixture.table.statistics.bytes <= 16_384 + 4_096)
    }

    @Test("a code that is scanned all the time outlives those that were scanned once")
    func popularCodesStay() async throws {
        let settings = TableSettings(maximumBytes: 16_384, shardCount: 1)
        let fixture = TableFixture(try code("popular1"), settings: settings)
        _ = try await fixture.answer("popular1")
        for number in 0..<1_000 {
            fixture.store.put(try code("poster-\(number)"))
            _ = try await fixture.answer("poster-\(number)")
            #expect(fixture.find("popular1") != nil)
        }
        #expect(fixture.store.reads.filter { $0.text == "popular1" }.count == 1)
    }

    @Test("an answer larger than the table is given and not kept")
    func tooLarge() async throws {
        let text = String(repeating: "x", count: 2_000)
        let settings = TableSettings(maximumBytes: 1_024, shardCount: 1)
        let fixture = TableFixture(try code("longtext", .text, leadingTo: text), settings: settings)
        #expect(try await fixture.answer("longtext") == "special")
        #expect(fixture.table.statistics.codes == 0)
    }

    @Test("an edited code is not at hand any more")
    func invalidation() async throws {
        let fixture = TableFixture(try code())
        _ = try await fixture.answer("poster01")
        fixture.store.put(try code(leadingTo: "https://example.com/new"))
        fixture.table.invalidate(try id("poster01"))
        #expect(fixture.find("poster01") == nil)
        #expect(try await fixture.answer("poster01") == "https://example.com/new")
    }

    @Test("after missed edits everything is read again")
    func invalidationOfAll() async throws {
        let fixture = TableFixture(try code(), try code("poster02"))
        _ = try await fixture.answer("poster01")
        _ = try await fixture.answer("poster02")
        fixture.table.invalidateAll()
        #expect(fixture.find("poster01") == nil)
        #expect(fixture.find("poster02") == nil)
        fixture.clock.advance(by: .milliseconds(1))
        _ = try await fixture.answer("poster01")
        #expect(fixture.find("poster01") != nil)
    }

    @Test("an entry is found by every id of its kind, short and long")
    func idLengths() async throws {
        let fixture = TableFixture()
        for length in [3, 7, 8, 9, 63, 64] {
            let word = String(repeating: "Z", count: length)
            fixture.store.put(try code(word, leadingTo: "https://example.com/\(length)"))
            #expect(try await fixture.answer(word) == "https://example.com/\(length)")
            #expect(fixture.find(word) != nil)
            #expect(fixture.find(String(repeating: "z", count: length)) == nil)
        }
    }
}
