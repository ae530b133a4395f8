// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Synchronization

/// Codes in memory, read through a gate that tests open and close.
final class GatedStore: Sendable {
    private struct State {
        var codes: [CodeID: Code] = [:]
        var isFailing = false
        var isClosed = false
        var reads: [CodeID] = []
        var atTheGate: [CheckedContinuation<Void, Never>] = []
        var watchers: [(reads: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    init(_ codes: Code...) { for code in codes { put(code) } }

    /// Keeps a code.
    func put(_ code: Code) { state.withLock { $0.codes[code.id] = code } }

    /// What has been read, in order.
    var reads: [CodeID] { state.withLock { $0.reads } }

    /// Lets reads fail, or not.
    func fail(_ isFailing: Bool = true) { state.withLock { $0.isFailing = isFailing } }

    /// From now on a read takes the row at once and brings it when the gate opens.
    func close() { state.withLock { $0.isClosed = true } }

    /// Lets everyone through who waits, and whoever comes.
    func open() {
        let waiting = state.withLock { state in
            state.isClosed = false
            defer { state.atTheGate = [] }
            return state.atTheGate
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Lets those through who wait; whoever comes next has to wait again.
    func openOnce() {
        let waiting = state.withLock { state in
            defer { state.atTheGate = [] }
            return state.atTheGate
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits until that many reads have begun since the store was made, and stand at the gate where it is closed.
    func waitForReads(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.reads.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Reads a code as a store does.
    func resolve(_ id: CodeID) async throws(StoreError) -> Code? {
        let (code, isFailing) = state.withLock { ($0.codes[id], $0.isFailing) }
        await withCheckedContinuation { continuation in
            let (passes, watchers) = state.withLock { state in
                state.reads.append(id)
                if state.isClosed { state.atTheGate.append(continuation) }
                let count = state.reads.count
                let reached = state.watchers.filter { $0.reads <= count }
                state.watchers.removeAll { $0.reads <= count }
                return (!state.isClosed, reached)
            }
            for watcher in watchers { watcher.continuation.resume() }
            if passes { continuation.resume() }
        }
        guard !isFailing else {
            throw StoreError(.unavailable, operation: "codes.resolve", detail: "the test says so", hint: "wait")
        }
        return code
    }
}
