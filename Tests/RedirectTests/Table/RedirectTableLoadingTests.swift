// SPDX-License-Identifier: Apache-2.0

import Codes
import Synchronization
import Testing

@testable import Redirect

@Suite("loading codes into the table")
struct RedirectTableLoadingTests {
    @Test("scans that ask at a time share one read")
    func singleFlight() async throws {
        let fixture = TableFixture(try code())
        fixture.store.close()
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await fixture.answer("poster01") }
            await fixture.store.waitForReads(1)
            for _ in 0..<20 { group.addTask { try await fixture.answer("poster01") } }
            fixture.store.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: "https://example.com/landing", count: 21))
        #expect(fixture.store.reads.count == 1)
    }

    @Test("what a load brings that began before an edit is not used")
    func editDuringLoad() async throws {
        let fixture = TableFixture(try code(leadingTo: "https://example.com/old"))
        fixture.store.close()
        async let answer = fixture.answer("poster01")
        await fixture.store.waitForReads(1)
        // The old row has been read and is on its way; now the edit is stored, told, and answered.
        fixture.store.put(try code(leadingTo: "https://example.com/new"))
        fixture.table.invalidate(try id("poster01"))
        fixture.store.open()
        #expect(try await answer == "https://example.com/new")
        #expect(try await fixture.answer("poster01") == "https://example.com/new")
        #expect(fixture.store.reads.count == 2)
    }

    @Test("edits without end do not keep a scan waiting, and what it gets is not kept")
    func editsWithoutEnd() async throws {
        let fixture = TableFixture(try code())
        fixture.store.close()
        async let answer = fixture.answer("poster01")
        for number in 1...RedirectTable.mostAttempts {
            await fixture.store.waitForReads(number)
            fixture.table.invalidate(try id("poster01"))
            fixture.store.openOnce()
        }
        #expect(try await answer == "https://example.com/landing")
        #expect(fixture.find("poster01") == nil)
    }

    @Test("the age counts from before the read")
    func slowRead() async throws {
        let fixture = TableFixture(try code())
        let begun = fixture.clock.now.uptime
        fixture.store.close()
        async let answer = fixture.answer("poster01")
        await fixture.store.waitForReads(1)
        fixture.clock.advance(by: .seconds(3))
        fixture.store.open()
        _ = try await answer
        #expect(fixture.find("poster01")?.loadedAt == begun)
    }

    @Test("while the store fails, cached codes go on and unknown ones are unavailable")
    func failingStore() async throws {
        let fixture = TableFixture(try code())
        _ = try await fixture.answer("poster01")
        fixture.store.fail()
        fixture.clock.advance(by: .seconds(301))
        #expect(try await fixture.answer("poster01") == "https://example.com/landing")
        #expect(try await fixture.answer("poster02") == "unavailable")
        // The next try is five seconds away: until then the answer is at hand without asking.
        #expect(fixture.find("poster01")?.isOverdue == true)
        fixture.clock.advance(by: .seconds(4))
        #expect(fixture.find("poster01") != nil)
    }

    @Test("after the store is back, a code is read again at the next try")
    func storeIsBack() async throws {
        let fixture = TableFixture(try code())
        _ = try await fixture.answer("poster01")
        fixture.store.fail()
        fixture.clock.advance(by: .seconds(301))
        _ = try await fixture.answer("poster01")
        fixture.store.fail(false)
        fixture.store.put(try code(leadingTo: "https://example.com/new"))
        fixture.clock.advance(by: .seconds(6))
        fixture.store.close()
        // Nobody waits for a store that failed last time: the old answer is given, and the code read beside it.
        #expect(try await fixture.answer("poster01") == "https://example.com/landing")
        await fixture.store.waitForReads(3)
        async let next = fixture.answer("poster01")
        fixture.store.open()
        _ = try await next
        while fixture.table.statistics.loads > 0 { await Task.yield() }
        #expect(try await fixture.answer("poster01") == "https://example.com/new")
    }

    @Test("an edited code is not served while the store fails: its old destination is known to be wrong")
    func editBeforeFailure() async throws {
        let fixture = TableFixture(try code())
        _ = try await fixture.answer("poster01")
        fixture.table.invalidate(try id("poster01"))
        fixture.store.fail()
        #expect(try await fixture.answer("poster01") == "unavailable")
    }

    @Test("when edits may have been missed and the store fails, cached codes go on")
    func failureAfterInvalidationOfAll() async throws {
        let fixture = TableFixture(try code())
        _ = try await fixture.answer("poster01")
        fixture.table.invalidateAll()
        fixture.store.fail()
        #expect(try await fixture.answer("poster01") == "https://example.com/landing")
    }

    @Test("a scan does not wait long for a store that hangs when an old answer is at hand")
    func hangingStoreWithOldAnswer() async throws {
        let fixture = TableFixture(try code())
        _ = try await fixture.answer("poster01")
        fixture.clock.advance(by: .seconds(301))
        fixture.store.close()
        async let answer = fixture.answer("poster01")
        await fixture.store.waitForReads(2)
        fixture.clock.advance(by: .milliseconds(250))
        await fixture.alarm.ring()
        #expect(try await answer == "https://example.com/landing")
        // The read goes on, and what it brings is used.
        fixture.store.open()
        await fixture.alarm.ring()
        while fixture.table.statistics.loads > 0 { await Task.yield() }
        #expect(fixture.find("poster01")?.isOverdue == false)
    }

    @Test("a scan without an old answer waits for five seconds")
    func hangingStoreWithoutOldAnswer() async throws {
        let fixture = TableFixture(try code())
        fixture.store.close()
        async let answer = fixture.answer("poster01")
        await fixture.store.waitForReads(1)
        fixture.clock.advance(by: .seconds(5))
        await fixture.alarm.ring()
        #expect(try await answer == "unavailable")
        fixture.store.open()
        await fixture.alarm.ring()
    }

    @Test("more loads than allowed are refused at once")
    func boundedLoads() async throws {
        let fixture = TableFixture(try code(), settings: TableSettings(maximumLoads: 1))
        fixture.store.close()
        async let answer = fixture.answer("poster01")
        await fixture.store.waitForReads(1)
        #expect(try await fixture.answer("poster02") == "unavailable")
        fixture.store.open()
        #expect(try await answer == "https://example.com/landing")
        // The place is free again.
        while fixture.table.loads.load(ordering: .relaxed) > 0 { await Task.yield() }
        #expect(try await fixture.answer("poster02") == "unknown")
    }
}
