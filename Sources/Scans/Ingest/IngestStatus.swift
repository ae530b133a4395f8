// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store

/// How far the store has come with the journal, for `/readyz` and the metrics.
package struct IngestStatus: Sendable {
    /// What the ingester is doing.
    package enum State: Sendable, Equatable {
        /// It was not started yet.
        case idle
        /// It follows the journal.
        case following
        /// The store does not take scans; tried again and again, nothing is lost.
        case retrying(StoreError)
        /// It takes in what is left before it stops.
        case draining
        /// It has stopped.
        case stopped
    }

    /// What the ingester is doing.
    package let state: State
    /// Scans in the journal that are not in the store yet.
    package let backlogScans: Int
    /// The bytes of those scans.
    package let backlogBytes: Int
    /// Scans moved into the store since the start.
    package let ingested: Int
    /// Times that the store did not take what it was offered.
    package let failures: Int
    /// When the newest scan was made that is in the store; nil before the first.
    package let newest: Timestamp?

    /// How far the store is behind, in seconds: 0 when no scan waits.
    package func lag(at now: Timestamp) -> Double {
        guard backlogScans > 0, let newest else { return 0 }
        return max(0, Double(now.milliseconds - newest.milliseconds) / 1_000)
    }
}
