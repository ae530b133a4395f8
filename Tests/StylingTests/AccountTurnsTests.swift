// SPDX-License-Identifier: Apache-2.0

import Codes
import Synchronization
import Testing

@testable import Styling

@Suite("Turns of accounts")
struct AccountTurnsTests {
    /// Whose turns came, the first first.
    private final class Order: Sendable {
        private let accounts = Mutex<[Int]>([])

        var all: [Int] { accounts.withLock { $0 } }

        func append(_ account: Int) { accounts.withLock { $0.append(account) } }
    }

    private func until(_ condition: () -> Bool) async {
        while !condition() { await Task.yield() }
    }

    @Test("an account works on one thing at a time, and others beside it")
    func oneEach() async {
        let turns = AccountTurns(places: 2)
        #expect(await turns.enter(AccountID(1)))
        let second = Task { await turns.enter(AccountID(1)) }
        await until { turns.waiting == 1 }
        #expect(await turns.enter(AccountID(2)))
        let third = Task { await turns.enter(AccountID(3)) }
        await until { turns.waiting == 2 }
        turns.leave(AccountID(1))
        #expect(await second.value)
        turns.leave(AccountID(1))
        #expect(await third.value)
        #expect(turns.waiting == 0)
    }

    @Test("one that brings much waits behind one that brings little")
    func inTurn() async {
        let turns = AccountTurns(places: 1)
        let order = Order()
        #expect(await turns.enter(AccountID(1)))
        await withDiscardingTaskGroup { group in
            for (count, account) in [1, 1, 1, 2, 3].enumerated() {
                group.addTask {
                    guard await turns.enter(AccountID(Int64(account))) else { return }
                    order.append(account)
                    turns.leave(AccountID(Int64(account)))
                }
                await until { turns.waiting == count + 1 }
            }
            turns.leave(AccountID(1))
        }
        #expect(order.all == [1, 2, 3, 1, 1])
    }

    @Test("so much of an account waits and no more, whatever others do")
    func bound() async {
        let turns = AccountTurns(places: 2)
        #expect(await turns.enter(AccountID(1)))
        await withDiscardingTaskGroup { group in
            for count in 1...AccountTurns.mostWaiting {
                group.addTask { if await turns.enter(AccountID(1)) { turns.leave(AccountID(1)) } }
                await until { turns.waiting == count }
            }
            #expect(await !turns.enter(AccountID(1)))
            #expect(await turns.enter(AccountID(2)))
            turns.leave(AccountID(2))
            turns.leave(AccountID(1))
        }
        #expect(await turns.enter(AccountID(1)))
    }

    @Test("who is cancelled waits no longer, and the next comes as if it had never been there")
    func cancelled() async {
        let turns = AccountTurns(places: 1)
        #expect(await turns.enter(AccountID(1)))
        let gone = Task { await turns.enter(AccountID(2)) }
        await until { turns.waiting == 1 }
        let next = Task { await turns.enter(AccountID(2)) }
        await until { turns.waiting == 2 }
        gone.cancel()
        #expect(await !gone.value)
        #expect(turns.waiting == 1)
        turns.leave(AccountID(1))
        #expect(await next.value)
        let late = Task {
            while !Task.isCancelled { await Task.yield() }
            return await turns.enter(AccountID(3))
        }
        late.cancel()
        #expect(await !late.value)
        turns.leave(AccountID(2))
        #expect(await turns.enter(AccountID(3)))
    }

    @Test("what waits weighs so much and no more, of one account and of all")
    func weights() async {
        let turns = AccountTurns(places: 1, bounds: AccountTurns.Bounds(weight: 10, total: 25))
        #expect(await turns.enter(AccountID(1)))
        await withDiscardingTaskGroup { group in
            func wait(_ account: Int64, _ weight: Int) async {
                let count = turns.waiting
                group.addTask {
                    if await turns.enter(AccountID(account), weight: weight) { turns.leave(AccountID(account)) }
                }
                await until { turns.waiting == count + 1 }
            }
            await wait(1, 6)
            #expect(await !turns.enter(AccountID(1), weight: 5))
            await wait(1, 4)
            // One alone may weigh more than its account's things together.
            await wait(2, 14)
            #expect(await !turns.enter(AccountID(2), weight: 1))
            #expect(await !turns.enter(AccountID(3), weight: 2))
            await wait(3, 1)
            turns.leave(AccountID(1))
        }
        #expect(turns.waiting == 0)
        #expect(await turns.enter(AccountID(3), weight: 25))
    }
}
