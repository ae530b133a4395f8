// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How many writes a store answered, and in how many transactions.
package struct CommitStatistics: Sendable, Hashable {
    /// Writes that were committed.
    package var writes = 0
    /// Transactions that held them.
    package var commits = 0
}

/// The writes that wait, oldest first.
struct WriteQueue {
    private var waiting: [any QueuedWrite] = []
    // Index of the oldest: taking one by one from the front of an array would move the rest each time.
    private var head = 0

    var count: Int { waiting.count - head }

    mutating func append(_ write: any QueuedWrite) { waiting.append(write) }

    /// Takes the oldest.
    /// - Parameter joining: whether it is to join others in a transaction.
    /// - Returns: nil where there is none, or where the oldest is to join others but wants a transaction to itself.
    mutating func next(joining: Bool) -> (any QueuedWrite)? {
        guard head < waiting.count, !joining || waiting[head].sharing == .shared else { return nil }
        defer {
            head += 1
            // Under a steady load the queue is never empty: let go of what was taken now and then.
            if head == waiting.count || head >= 1_024 { removeTaken() }
        }
        return waiting[head]
    }

    /// Takes all.
    mutating func takeAll() -> [any QueuedWrite] {
        defer {
            waiting.removeAll()
            head = 0
        }
        return Array(waiting[head...])
    }

    private mutating func removeTaken() {
        waiting.removeFirst(head)
        head = 0
    }
}
