// SPDX-License-Identifier: Apache-2.0

package import Codes
import Synchronization

/// Lets a few accounts work at once, each on one thing, and the others in turn: one that brings much waits for itself alone.
package final class AccountTurns: Sendable {
    /// How many things of one account may wait.
    static let mostWaiting = 64

    private struct State {
        var free: Int
        var working: Set<AccountID> = []
        /// What waits, by account; none is empty.
        var waiting: [AccountID: [CheckedContinuation<Bool, Never>]] = [:]
        /// The accounts of which something waits, the next first.
        var order: [AccountID] = []

        mutating func begin(_ account: AccountID) -> Bool {
            guard free > 0, !working.contains(account) else { return false }
            free -= 1
            working.insert(account)
            return true
        }

        /// Takes out who may begin now; nil when nobody may.
        mutating func next() -> CheckedContinuation<Bool, Never>? {
            guard let index = order.firstIndex(where: { !working.contains($0) }) else { return nil }
            let account = order[index]
            guard var line = waiting[account], begin(account) else { return nil }
            order.remove(at: index)
            let first = line.removeFirst()
            waiting[account] = line.isEmpty ? nil : line
            if !line.isEmpty { order.append(account) }
            return first
        }
    }

    private let state: Mutex<State>

    /// Makes turns that nobody waits for.
    /// - Parameter places: how many may work at once.
    package init(places: Int) { state = Mutex(State(free: places)) }

    /// How many things wait.
    var waiting: Int { state.withLock { $0.waiting.values.reduce(0) { $0 + $1.count } } }

    /// Waits for the turn of an account; ``leave(_:)`` has to follow where it comes.
    /// - Parameter account: whose turn it is.
    /// - Returns: whether it came; false, at once, where too much of the account waits already.
    package func enter(_ account: AccountID) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if state.begin(account) { return true }
                let line = state.waiting[account]?.count ?? 0
                guard line < Self.mostWaiting else { return false }
                if line == 0 { state.order.append(account) }
                state.waiting[account, default: []].append(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Ends a turn; the next begins.
    /// - Parameter account: whose turn it was.
    package func leave(_ account: AccountID) {
        let next = state.withLock { state in
            state.free += 1
            state.working.remove(account)
            return state.next()
        }
        next?.resume(returning: true)
    }
}
