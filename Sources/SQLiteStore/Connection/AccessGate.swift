// SPDX-License-Identifier: Apache-2.0

import Store
import Synchronization

/// Counts the calls inside a store, so that closing waits for them and later ones are refused.
final class AccessGate: Sendable {
    private struct State {
        var isClosed = false
        var inside = 0
        var closer: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Lets a call in; it must ``leave()`` when it is done.
    /// - Throws: ``StoreError/Code/closed`` once the store is closing.
    func enter(_ operation: String) throws(StoreError) {
        let isOpen = state.withLock { state in
            if !state.isClosed { state.inside += 1 }
            return !state.isClosed
        }
        guard isOpen else { throw .closed(during: operation) }
    }

    /// Lets a call out.
    func leave() {
        let closer = state.withLock { state in
            state.inside -= 1
            guard state.inside == 0 else { return CheckedContinuation<Void, Never>?.none }
            defer { state.closer = nil }
            return state.closer
        }
        closer?.resume()
    }

    /// Refuses new calls and waits until the last one has left.
    /// - Returns: false where somebody else closed the gate before.
    func close() async -> Bool {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return false }
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if state.inside > 0 { state.closer = continuation }
                return state.inside == 0
            }
            if isEmpty { continuation.resume() }
        }
        return true
    }
}
