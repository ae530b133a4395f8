// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Threads for pictures, and the work that they have before them, of which there is only so much.
final class RenderLane: Sendable {
    /// Where the pictures are made; `nil` for the global executor.
    let executor: (any TaskExecutor)?
    private let mostWork: Int
    private let state = Mutex((pending: 0, refused: 0))

    init(on executor: (any TaskExecutor)?, mostWork: Int) {
        self.executor = executor
        self.mostWork = mostWork
    }

    /// How often there was no room.
    var refused: Int { state.withLock(\.refused) }

    /// Takes work on; ``leave(_:)`` has to follow where it is.
    ///
    /// - Parameter work: How much it is.
    /// - Returns: Whether there is room for it; an empty lane takes any.
    func enter(_ work: Int) -> Bool {
        state.withLock { state in
            guard state.pending == 0 || state.pending + work <= mostWork else {
                state.refused += 1
                return false
            }
            state.pending += work
            return true
        }
    }

    /// Notes that work is done.
    func leave(_ work: Int) { state.withLock { $0.pending -= work } }

    /// Does work on the threads of the lane when its turn comes.
    ///
    /// - Parameters:
    ///   - work: How much it is.
    ///   - body: The work.
    /// - Returns: What it returns.
    /// - Throws: What it throws, or ``RenderError/tooManyWaiting``.
    func run<Value: Sendable>(
        _ work: Int,
        _ body: @escaping @Sendable () async throws(RenderError) -> Value,
    ) async throws(RenderError) -> Value {
        guard enter(work) else { throw .tooManyWaiting }
        defer { leave(work) }
        let task = Task.detached(executorPreference: executor) { () -> Result<Value, RenderError> in
            do throws(RenderError) {
                return .success(try await body())
            } catch {
                return .failure(error)
            }
        }
        return try await task.value.get()
    }
}
