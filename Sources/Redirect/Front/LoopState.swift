// SPDX-License-Identifier: Apache-2.0

import Scans

/// What answering needs and the connections of one event loop share.
///
/// A value that is lent along the way: properties of an object would be checked for exclusive access at every use.
struct LoopState: ~Copyable {
    /// Where others tell the loop what it should know.
    let inbox: LoopInbox
    /// The loop's counters.
    let counters: LoopCounters
    /// Takes the answers of one batch.
    var out = AnswerBuffer(capacity: 16 << 10)
    /// The current `Date`.
    var date = DateLine()
    /// Names the requests.
    var requestIDs: RequestIDSource
    /// The moment of the events that are being worked on.
    var moment: Moment
    /// The server ends: every answer is the last of its connection.
    var isDraining = false
    /// Notes scans; nil as long as none could be made.
    private(set) var recorder: ScanRecorder?
    private var nextAttempt = Int64.min

    /// Makes the state of a loop.
    init(inbox: LoopInbox, counters: LoopCounters, seed: UInt64, moment: Moment) {
        self.inbox = inbox
        self.counters = counters
        self.moment = moment
        requestIDs = RequestIDSource(seed: seed)
    }

    /// Makes the recorder where it is missing, at most one try a second; called once for each connection.
    mutating func prepareRecorder(_ make: () -> ScanRecorder?) {
        guard recorder == nil, moment.uptime >= nextAttempt else { return }
        nextAttempt = moment.uptime + 1_000
        recorder = make()
    }
}
