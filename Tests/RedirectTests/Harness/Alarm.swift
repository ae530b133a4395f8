// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Sleep that ends when the test says so.
final class Alarm: Sendable {
    private struct State {
        var sleepers: [CheckedContinuation<Void, Never>] = []
        var watchers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Sleeps until the next ring.
    func sleep() async {
        await withCheckedContinuation { continuation in
            let watchers = state.withLock { state in
                state.sleepers.append(continuation)
                defer { state.watchers = [] }
                return state.watchers
            }
            for watcher in watchers { watcher.resume() }
        }
    }

    /// Waits until somebody sleeps, and wakes everybody.
    func ring() async {
        await waitForSleeper()
        wake()
    }

    /// Waits until somebody sleeps.
    func waitForSleeper() async {
        await withCheckedContinuation { continuation in
            let somebodySleeps = state.withLock { state in
                guard state.sleepers.isEmpty else { return true }
                state.watchers.append(continuation)
                return false
            }
            if somebodySleeps { continuation.resume() }
        }
    }

    /// Wakes everybody who sleeps now.
    func wake() {
        let sleepers = state.withLock { state in
            defer { state.sleepers = [] }
            return state.sleepers
        }
        for sleeper in sleepers { sleeper.resume() }
    }
}
