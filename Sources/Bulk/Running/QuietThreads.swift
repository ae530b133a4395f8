// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Synchronization

/// Threads for work that may wait: the system gives redirects and requests the processor first.
///
/// The threads of tasks are one a core and know no priority of the system: a slice of rows on each of them would hold up
/// every request for as long as it takes.
package final class QuietThreads: TaskExecutor {
    /// Those of batches that are drawn while their callers wait, one a core; started when they are first needed.
    package static let ofBatches = QuietThreads(count: batchCores, name: "batch")
    /// How many there are.
    package static let batchCores = ProcessInfo.processInfo.activeProcessorCount

    private let niceness: Int32

    private struct State {
        var jobs: [UnownedJob] = []
        var head = 0
    }

    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)

    /// Starts the threads; they stay until the process ends.
    ///
    /// - Parameters:
    ///   - count: how many there are.
    ///   - name: what they are called, their numbers follow; the system keeps 15 bytes.
    ///   - niceness: how much the work stands back, from 0 (not at all) to 19: at 5 it gets a quarter of a contended core.
    package init(count: Int, name: String, niceness: Int32 = 5) {
        self.niceness = niceness
        for number in 0..<count {
            let thread = Thread {
                // Given before the start, the name would not reach the system's tools.
                Thread.current.name = "\(name)-\(number)"
                self.work()
            }
            thread.stackSize = 1 << 20
            thread.start()
        }
    }

    /// Runs a job when one of the threads is free, in the order of the calls.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        available.signal()
    }

    private func work() {
        // On Linux a thread has a niceness of its own, and 0 names the caller.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
        while true {
            available.wait()
            if let job = next() { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }

    private func next() -> UnownedJob? {
        state.withLock { state in
            guard state.head < state.jobs.count else { return nil }
            let job = state.jobs[state.head]
            state.head += 1
            // Under a steady load the queue is never empty: let go of what was taken now and then.
            if state.head == state.jobs.count || state.head >= 1_024 {
                state.jobs.removeFirst(state.head)
                state.head = 0
            }
            return job
        }
    }
}
