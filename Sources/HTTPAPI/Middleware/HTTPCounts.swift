// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Synchronization

/// What the HTTP interface answered since the start, for the metrics.
package final class HTTPCounts: Sendable {
    private let informed = Atomic<Int>(0)
    private let succeeded = Atomic<Int>(0)
    private let redirected = Atomic<Int>(0)
    private let refused = Atomic<Int>(0)
    private let failed = Atomic<Int>(0)
    private let failedStores = Atomic<Int>(0)

    /// Makes counters at zero.
    package init() {}

    /// Answers by the first digit of their status, from 1 to 5.
    package var responses: [Int] {
        [
            informed.load(ordering: .relaxed), succeeded.load(ordering: .relaxed), redirected.load(ordering: .relaxed),
            refused.load(ordering: .relaxed), failed.load(ordering: .relaxed),
        ]
    }

    /// Requests that failed because the store did.
    package var storeErrors: Int { failedStores.load(ordering: .relaxed) }

    func count(_ status: HTTPResponse.Status) {
        switch status.code / 100 {
        case 1: informed.add(1, ordering: .relaxed)
        case 2: succeeded.add(1, ordering: .relaxed)
        case 3: redirected.add(1, ordering: .relaxed)
        case 4: refused.add(1, ordering: .relaxed)
        default: failed.add(1, ordering: .relaxed)
        }
    }

    func countStoreError() { failedStores.add(1, ordering: .relaxed) }
}
