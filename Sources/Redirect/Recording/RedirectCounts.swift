// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What the redirects of a process did so far.
package struct RedirectCounts: Sendable, Hashable {
    /// Scans that were answered with a redirect, a file or a payload's page; HEAD among them.
    package var scans = 0
    /// Of these, the ones that the journal could not take: answered, and not counted in the analytics.
    package var unrecorded = 0
    /// Answers that say why there is nothing: 404, 410 and 503.
    package var notices = 0
    /// Of these, the ones that the store's silence is to blame for: 503.
    package var unavailable = 0
    /// Requests that had to wait for a load.
    package var misses = 0
    /// Plain scans whose code was at hand.
    package var hits = 0
    /// Connections that were handed on to the ordinary HTTP handlers.
    package var handedOn = 0
}

/// The counters of one event loop.
///
/// Written by that loop alone, read by anybody.
final class LoopCounters: Sendable {
    private let scans = Atomic<Int>(0)
    private let unrecorded = Atomic<Int>(0)
    private let notices = Atomic<Int>(0)
    private let unavailable = Atomic<Int>(0)
    private let misses = Atomic<Int>(0)
    private let hits = Atomic<Int>(0)
    private let handedOn = Atomic<Int>(0)

    func countScan(isRecorded: Bool) {
        Self.increment(scans)
        if !isRecorded { Self.increment(unrecorded) }
    }

    func countNotice(isUnavailable: Bool) {
        Self.increment(notices)
        if isUnavailable { Self.increment(unavailable) }
    }

    func countMiss() { Self.increment(misses) }

    func countHit() { Self.increment(hits) }

    func countHandedOn() { Self.increment(handedOn) }

    /// One writer: a load and a store are enough, and cheaper than a locked addition.
    @inline(__always)
    private static func increment(_ counter: borrowing Atomic<Int>) {
        counter.store(counter.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
    }

    func add(to sum: inout RedirectCounts) {
        sum.scans += scans.load(ordering: .relaxed)
        sum.unrecorded += unrecorded.load(ordering: .relaxed)
        sum.notices += notices.load(ordering: .relaxed)
        sum.unavailable += unavailable.load(ordering: .relaxed)
        sum.misses += misses.load(ordering: .relaxed)
        sum.hits += hits.load(ordering: .relaxed)
        sum.handedOn += handedOn.load(ordering: .relaxed)
    }
}
