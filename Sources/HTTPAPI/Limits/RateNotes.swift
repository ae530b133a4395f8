// SPDX-License-Identifier: Apache-2.0

import Codes
import Synchronization

/// How the limits stand that a request was counted by, for the headers of its answer.
final class RateNotes: Sendable {
    private let readings = Mutex<[RateReading]>([])

    /// Notes a reading; a newer one of the same policy takes its place.
    func note(_ reading: RateReading) {
        readings.withLock { readings in
            readings.removeAll { $0.policy == reading.policy }
            readings.append(reading)
        }
    }

    /// The readings, in the order in which they were noted.
    var all: [RateReading] { readings.withLock { $0 } }
}
