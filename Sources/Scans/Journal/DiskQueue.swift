// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Does work that waits for the disk on a thread of its own, so that it does not hold up the threads of tasks.
struct DiskQueue: Sendable {
    private let queue: DispatchQueue

    /// Makes a queue; `label` names its thread.
    init(label: String) { queue = DispatchQueue(label: label) }

    /// Runs the work and waits for it without holding a thread.
    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }

    /// Runs work that may fail.
    /// - Returns: the failure, or nil.
    func attempt(_ work: @escaping @Sendable () throws(JournalError) -> Void) async -> JournalError? {
        await run {
            do throws(JournalError) {
                try work()
                return nil
            } catch {
                return error
            }
        }
    }
}
