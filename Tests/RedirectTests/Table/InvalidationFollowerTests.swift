// SPDX-License-Identifier: Apache-2.0

import Codes
import Logging
import Redirect
import Store
import Synchronization
import Testing

@Suite("following the edits of others")
struct InvalidationFollowerTests {
    private let fixture: TableFixture
    private let feed = ListedFeed()
    private let log = LogLines()
    private let follower: InvalidationFollower

    init() async throws {
        fixture = TableFixture(try code(), try code("poster02"))
        follower = InvalidationFollower(
            table: fixture.table,
            feed: feed,
            clock: fixture.clock.clock,
            logger: log.logger,
        )
    }

    private func load() async throws {
        fixture.clock.advance(by: .milliseconds(1))
        _ = try await fixture.answer("poster01")
        _ = try await fixture.answer("poster02")
    }

    @Test("the first look distrusts everything that was loaded before it")
    func firstLook() async throws {
        try await load()
        await follower.follow()
        #expect(fixture.find("poster01") == nil)
    }

    @Test("an edit elsewhere takes its code out, and no other")
    func edit() async throws {
        await follower.follow()
        try await load()
        feed.note(try id("poster01"))
        await follower.follow()
        #expect(fixture.find("poster01") == nil)
        #expect(fixture.find("poster02") != nil)
        // Told once, done once.
        try await load()
        await follower.follow()
        #expect(fixture.find("poster01") != nil)
    }

    @Test("more edits than one answer of the feed holds are all followed at once")
    func manyEdits() async throws {
        await follower.follow()
        try await load()
        for number in 0..<25 { feed.note(try id("other-\(number)")) }
        feed.note(try id("poster02"))
        await follower.follow()
        #expect(fixture.find("poster02") == nil)
    }

    @Test("edits that were pruned before they were seen make everything due")
    func incompleteFeed() async throws {
        await follower.follow()
        try await load()
        feed.note(try id("other-1"))
        feed.prune()
        await follower.follow()
        #expect(fixture.find("poster01") == nil)
        #expect(fixture.find("poster02") == nil)
    }

    @Test("a feed that fails is told of once, asked on, and told of again when it is back")
    func failure() async throws {
        await follower.follow()
        try await load()
        feed.fail(true)
        for _ in 0..<5 { await follower.follow() }
        #expect(log.lines.count == 1)
        #expect(fixture.find("poster01") != nil)
        feed.note(try id("poster01"))
        feed.fail(false)
        await follower.follow()
        await follower.follow()
        #expect(log.lines.count == 2)
        #expect(fixture.find("poster01") == nil)
    }

    @Test("a feed that fails from the start distrusts everything once it answers")
    func failureFromTheStart() async throws {
        feed.fail(true)
        await follower.follow()
        try await load()
        feed.fail(false)
        await follower.follow()
        #expect(fixture.find("poster01") == nil)
    }

    @Test("old changes are forgotten once a minute, ten minutes after they were made")
    func pruning() async throws {
        await follower.follow()
        let first = fixture.clock.now.wall
        await follower.follow()
        fixture.clock.advance(by: .seconds(61))
        await follower.follow()
        #expect(feed.prunes == [first.adding(.seconds(-600)), first.adding(.seconds(61 - 600))])
    }

    @Test("it follows until it is cancelled")
    func running() async throws {
        let alarm = Alarm()
        let follower = InvalidationFollower(
            table: fixture.table,
            feed: feed,
            clock: fixture.clock.clock,
            sleep: { _ in await alarm.sleep() },
            logger: log.logger,
        )
        let running = Task { try await follower.run() }
        await alarm.ring()
        try await load()
        feed.note(try id("poster01"))
        await alarm.ring()
        await alarm.waitForSleeper()
        running.cancel()
        alarm.wake()
        try await running.value
        #expect(fixture.find("poster01") == nil)
    }
}

/// Changes in memory, ten to an answer.
private final class ListedFeed: ChangeFeed {
    private struct State {
        var changes: [CodeID] = []
        var pruned = 0
        var isFailing = false
        var prunes: [Timestamp] = []
    }

    private let state = Mutex(State())

    func note(_ id: CodeID) { state.withLock { $0.changes.append(id) } }

    func prune() { state.withLock { $0.pruned = $0.changes.count } }

    func fail(_ isFailing: Bool) { state.withLock { $0.isFailing = isFailing } }

    var prunes: [Timestamp] { state.withLock { $0.prunes } }

    func latestChange() async throws(StoreError) -> Int64 {
        try check()
        return state.withLock { Int64($0.changes.count) }
    }

    func changes(after change: Int64) async throws(StoreError) -> CodeChanges {
        try check()
        return state.withLock { state in
            let first = max(Int(change), state.pruned)
            let ids = Array(state.changes[first...].prefix(10))
            let isComplete = Int(change) >= state.pruned
            return CodeChanges(ids: ids, latest: max(change, Int64(first + ids.count)), isComplete: isComplete)
        }
    }

    func pruneChanges(before moment: Timestamp) async throws(StoreError) {
        try check()
        state.withLock { $0.prunes.append(moment) }
    }

    private func check() throws(StoreError) {
        guard !state.withLock({ $0.isFailing }) else {
            throw StoreError(.unavailable, operation: "codes.changes", detail: "the test says so", hint: "wait")
        }
    }
}
