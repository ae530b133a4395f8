// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Ends a wait early, for services that look at the store every now and then.
package final class WakeSignal: Sendable {
    private struct State {
        var isSet = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Makes a signal that nobody waits for.
    package init() {}

    /// Ends the wait under way, or the next one.
    package func wake() {
        let waiter = state.withLock { state in
            state.isSet = state.waiter == nil
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Waits until somebody wakes, the time is up or the task is cancelled; for one task at a time.
    package func wait(atMost time: Duration) async {
        let timer = Task {
            try? await Task.sleep(for: time)
            if !Task.isCancelled { wake() }
        }
        defer { timer.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    defer { state.isSet = false }
                    if !state.isSet { state.waiter = continuation }
                    return state.isSet
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            wake()
        }
    }
}
