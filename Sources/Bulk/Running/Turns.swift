// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Lets tasks that were begun in an order end in it: each waits for the end of the one before.
final class Turns: Sendable {
    /// Somebody before failed.
    struct Broken: Error {}

    private struct State {
        var current = 0
        var isBroken = false
        var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
    }

    private let state = Mutex(State())

    /// Whether it is this one's turn.
    func isUp(_ number: Int) -> Bool { state.withLock { $0.current == number } }

    /// Waits for the turn.
    /// - Throws: ``Broken`` where it never comes.
    func wait(for number: Int) async throws(Broken) {
        let isUp = await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if state.isBroken { return false }
                if state.current == number { return true }
                state.waiting[number] = continuation
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
        guard isUp else { throw Broken() }
    }

    /// Ends the turn at hand.
    func advance() {
        let next = state.withLock { state in
            state.current += 1
            return state.waiting.removeValue(forKey: state.current)
        }
        next?.resume(returning: true)
    }

    /// Ends all turns that are still to come.
    func fail() {
        let waiting = state.withLock { state in
            state.isBroken = true
            defer { state.waiting = [:] }
            return state.waiting.values.map { $0 }
        }
        for continuation in waiting { continuation.resume(returning: false) }
    }
}

/// Lets so many in at once; the others wait, first come, first served.
final class Gate: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    /// Makes a gate.
    init(places: Int) { state = Mutex(State(free: places)) }

    /// Waits for a place; ``leave()`` has to follow.
    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    /// Gives the place back.
    func leave() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
