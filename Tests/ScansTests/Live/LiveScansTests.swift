// SPDX-License-Identifier: Apache-2.0

import Codes
import Logging
import Store
import Synchronization
import Testing

@testable import Scans

@Suite("Scans as they are stored")
struct LiveScansTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private static let moment = Duration.seconds(60)

    private let store = ListedScans()
    private let live: LiveScans

    init() { live = LiveScans(store: store, logger: Self.logger) }

    private func numbers(_ watcher: LiveScanWatcher) async -> [Int64] {
        await watcher.next(within: .zero).scans.map(\.number)
    }

    @Test("watchers get what was stored since they began: their account's scans, or their code's")
    func handsOut() async throws {
        store.add(.sample(1, "a", of: 1))
        let all = try await live.watch(AccountID(1), code: nil)
        let one = try await live.watch(AccountID(1), code: "b")
        let other = try await live.watch(AccountID(2), code: nil)
        store.add(.sample(2, "a", of: 1), .sample(3, "b", of: 1), .sample(4, "c", of: 2))
        #expect(try await !live.step())
        #expect(await numbers(all) == [2, 3])
        #expect(await numbers(one) == [3])
        #expect(await numbers(other) == [4])
        #expect(all.start == 1)
        store.add(.sample(5, "b", of: 1))
        #expect(try await !live.step())
        #expect(await numbers(all) == [5])
        #expect(await numbers(one) == [5])
        #expect(await numbers(other).isEmpty)
    }

    @Test("where nobody watches, the store is not asked")
    func idle() async throws {
        #expect(try await !live.step())
        #expect(store.reads == 0)
        let watcher = try await live.watch(AccountID(1), code: nil)
        await live.leave(watcher)
        let reads = store.reads
        #expect(try await !live.step())
        #expect(store.reads == reads)
    }

    @Test("one read serves all who watch")
    func oneRead() async throws {
        for _ in 0..<50 { _ = try await live.watch(AccountID(1), code: nil) }
        store.add(.sample(1, "a", of: 1))
        let reads = store.reads
        _ = try await live.step()
        // The newest number, and the scans behind the place.
        #expect(store.reads == reads + 2)
    }

    @Test("whoever comes while the store is read misses nothing")
    func arrivals() async throws {
        let first = try await live.watch(AccountID(1), code: nil)
        store.add(.sample(1, "a", of: 2))
        // The newcomer begins before this scan, and the read under way does not know its account.
        let late = Mutex<LiveScanWatcher?>(nil)
        store.onRead { [live] in
            let watcher = try? await live.watch(AccountID(2), code: nil)
            late.withLock { $0 = watcher }
        }
        #expect(try await live.step())
        #expect(try await !live.step())
        let second = try #require(late.withLock { $0 })
        #expect(await numbers(second) == [1])
        #expect(await numbers(first).isEmpty)
    }

    @Test("a slow watcher keeps a bounded number of scans, and learns how many it missed")
    func skips() async throws {
        let watcher = try await live.watch(AccountID(1), code: nil)
        let room = LiveScanWatcher.room
        for number in 1...room + 30 { watcher.offer([.sample(Int64(number), "a", of: 1)]) }
        let news = await watcher.next(within: .zero)
        #expect(news.scans.map(\.number) == (1...room).map { Int64($0) })
        #expect(news.skipped == 30)
        watcher.offer([.sample(5_000, "a", of: 1)])
        #expect(await watcher.next(within: .zero) == LiveScanWatcher.News(scans: [.sample(5_000, "a", of: 1)]))
    }

    @Test("a wait ends with the next scan, and for good with the end")
    func waits() async throws {
        let watcher = try await live.watch(AccountID(1), code: nil)
        async let news = watcher.next(within: Self.moment)
        watcher.offer([.sample(1, "a", of: 1)])
        #expect(await news.scans.map(\.number) == [1])
        async let last = watcher.next(within: Self.moment)
        watcher.end()
        #expect(await last.isLast)
        #expect(await watcher.next(within: Self.moment).isLast)
    }

    @Test("scans of before are read up to where the watch began, in pieces")
    func lookBack() async throws {
        for number in 1...9 { store.add(.sample(Int64(number), number % 2 == 0 ? "a" : "b", of: 1)) }
        let watcher = try await live.watch(AccountID(1), code: "a")
        store.add(.sample(10, "a", of: 1))
        let found = try await live.stored(after: 3, for: watcher)
        #expect(found.scans.map(\.number) == [4, 6, 8] && found.through == 9)
    }

    @Test("numbers that are given again after a purge are followed")
    func stepsBack() async throws {
        for number in 1...5 { store.add(.sample(Int64(number), "a", of: 1)) }
        let watcher = try await live.watch(AccountID(1), code: nil)
        store.removeAll(behind: 2)
        #expect(try await !live.step())
        store.add(.sample(3, "a", of: 1))
        #expect(try await !live.step())
        #expect(await numbers(watcher) == [3])
    }
}

extension RecordedScan {
    fileprivate static func sample(_ number: Int64, _ code: String, of account: Int64) -> RecordedScan {
        RecordedScan(
            number: number,
            code: code,
            account: AccountID(account),
            at: Timestamp(milliseconds: number),
            isBot: false,
            isFirst: true,
            version: 1,
            destination: nil,
            country: "FR",
            region: nil,
            city: nil,
            client: .unknown,
            referrerHost: nil,
            language: nil,
            lead: Scan.Lead(),
        )
    }
}

/// Scans in a list.
private final class ListedScans: RecordedScanStore {
    private struct State {
        var scans: [RecordedScan] = []
        var reads = 0
        var onRead: (@Sendable () async -> Void)?
    }

    private let state = Mutex(State())

    var reads: Int { state.withLock { $0.reads } }

    func add(_ scans: RecordedScan...) { state.withLock { $0.scans += scans } }

    func removeAll(behind number: Int64) { state.withLock { $0.scans.removeAll { $0.number > number } } }

    /// Has something done in the middle of the next read.
    func onRead(_ work: @escaping @Sendable () async -> Void) { state.withLock { $0.onRead = work } }

    func latestScan() async throws(StoreError) -> Int64 {
        state.withLock { state in
            state.reads += 1
            return state.scans.last?.number ?? 0
        }
    }

    func scans(
        after number: Int64,
        through last: Int64?,
        of accounts: Set<AccountID>,
        examining limit: Int,
    ) async throws(StoreError) -> (scans: [RecordedScan], through: Int64) {
        let work = state.withLock { state in
            state.reads += 1
            defer { state.onRead = nil }
            return state.onRead
        }
        await work?()
        return state.withLock { state in
            let rows = state.scans.filter { $0.number > number && $0.number <= last ?? .max }
            return (rows.filter { accounts.contains($0.account) }, last ?? rows.last?.number ?? number)
        }
    }

    func scans(
        _ query: RecordedScanQuery,
        ofCode code: CodeID,
        of account: AccountID,
    ) async throws(StoreError) -> RecordedScanPage? { nil }

    func scans(_ query: RecordedScanQuery, of account: AccountID) async throws(StoreError) -> RecordedScanPage {
        RecordedScanPage(scans: [], next: nil)
    }
}
