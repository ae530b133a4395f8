// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Scans

/// What the connections of one event loop share.
///
/// Used on that loop alone.
final class LoopState {
    /// The loop's counters.
    let counters: LoopCounters
    /// Takes the answers of one read; reused, so that answering allocates nothing while clients take what they get.
    var out: ByteBuffer
    /// The current `Date`.
    var date = DateLine()
    /// Names the requests.
    var requestIDs: RequestIDSource
    /// Notes scans; nil as long as none could be made.
    private(set) var recorder: ScanRecorder?
    private var nextAttempt = Int64.min

    /// Makes the state of a loop.
    init(counters: LoopCounters, seed: UInt64) {
        self.counters = counters
        requestIDs = RequestIDSource(seed: seed)
        out = ByteBufferAllocator().buffer(capacity: 4_096)
    }

    /// Makes the recorder where it is missing, at most one try a second; called once for each connection.
    func prepareRecorder(at moment: Moment, _ make: () -> ScanRecorder?) {
        guard recorder == nil, moment.uptime >= nextAttempt else { return }
        nextAttempt = moment.uptime + 1_000
        recorder = make()
    }
}
