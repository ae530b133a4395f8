// SPDX-License-Identifier: Apache-2.0

package import Codes
import Synchronization

/// Lets a few accounts work at once, each on one thing, and the others in turn: one that brings much waits for itself alone.
package final class AccountTurns: Sendable {
    /// How many things of one account may wait, where nothing else is said.
    package static let mostWaiting = 64

    /// How much may wait; what is beyond is refused at once.
    package struct Bounds: Sendable {
        let count: Int
        let weight: Int
        let total: Int

        /// Puts the bounds together.
        /// - Parameters:
        ///   - count: how many things of one account.
        ///   - weight: what the things of one account weigh together, where there are several.
        ///   - total: what all things weigh together.
        package init(count: Int = AccountTurns.mostWaiting, weight: Int = .max, total: Int = .max) {
            (self.count, self.weight, self.total) = (count, weight, total)
        }
    }

    private struct Waiter {
        let number: Int
        let weight: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        let bounds: Bounds
        var free: Int
        var working: Set<AccountID> = []
        /// What waits, by account; none is empty.
        var waiting: [AccountID: [Waiter]] = [:]
        /// The accounts of which something waits, the next first.
        var order: [AccountID] = []
        /// What all that waits weighs.
        var weight = 0
        /// The number of the one that came last.
        var number = 0

        mutating func begin(_ account: AccountID) -> Bool {
            guard free > 0, !working.contains(account) else { return false }
            free -= 1
            working.insert(account)
            return true
        }

        /// Lets one wait behind the others of its account.
        /// - Returns: whether there is room for it.
        mutating func add(_ waiter: Waiter, of account: AccountID) -> Bool {
            let line = waiting[account] ?? []
            let before = line.reduce(0) { $0 + $1.weight }
            guard line.count < bounds.count, line.isEmpty || before + waiter.weight <= bounds.weight,
                weight + waiter.weight <= bounds.total
            else { return false }
            if line.isEmpty { order.append(account) }
            waiting[account] = line + [waiter]
            weight += waiter.weight
            return true
        }

        /// Takes out who may begin now; nil when nobody may.
        mutating func next() -> Waiter? {
            guard let index = order.firstIndex(where: { !working.contains($0) }) else { return nil }
            let account = order[index]
            guard var line = waiting[account], begin(account) else { return nil }
            order.remove(at: index)
            let first = line.removeFirst()
            waiting[account] = line.isEmpty ? nil : line
            if !line.isEmpty { order.append(account) }
            weight -= first.weight
            return first
        }

        /// Takes out one that waits no longer; nil when it does not wait.
        mutating func remove(_ number: Int, of account: AccountID) -> Waiter? {
            guard var line = waiting[account], let index = line.firstIndex(where: { $0.number == number }) else {
                return nil
            }
            let waiter = line.remove(at: index)
            waiting[account] = line.isEmpty ? nil : line
            if line.isEmpty { order.removeAll { $0 == account } }
            weight -= waiter.weight
            return waiter
        }
    }

    private let state: Mutex<State>

    /// Makes turns that nobody waits for.
    /// - Parameters:
    ///   - places: how many may work at once.
    ///   - bounds: how much may wait.
    package init(places: Int, bounds: Bounds = Bounds()) { state = Mutex(State(bounds: bounds, free: places)) }

    /// How many things wait.
    package var waiting: Int { state.withLock { $0.waiting.values.reduce(0) { $0 + $1.count } } }

    /// Waits for the turn of an account; ``leave(_:)`` has to follow where it comes.
    /// - Parameters:
    ///   - account: whose turn it is.
    ///   - weight: what waiting for it costs.
    /// - Returns: whether it came; false, at once, where too much waits already or the task is cancelled.
    package func enter(_ account: AccountID, weight: Int = 1) async -> Bool {
        let number = state.withLock { state in
            state.number += 1
            return state.number
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiter = Waiter(number: number, weight: weight, continuation: continuation)
                let answer: Bool? = state.withLock { state in
                    // Looked at under the lock: whoever is cancelled later is found among those who wait.
                    if Task.isCancelled { return false }
                    if state.begin(account) { return true }
                    return state.add(waiter, of: account) ? nil : false
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            state.withLock { $0.remove(number, of: account) }?.continuation.resume(returning: false)
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
        next?.continuation.resume(returning: true)
    }
}
