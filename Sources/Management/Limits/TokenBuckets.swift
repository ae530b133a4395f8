// SPDX-License-Identifier: Apache-2.0

import Codes
import Synchronization

/// Token buckets for many holders: as much as a bucket holds at once, and that much a minute.
///
/// Kept as the one moment at which a bucket will be full (the generic cell rate algorithm, ITU-T I.371): taking moves it
/// on, and more than a bucket's worth ahead of now is refused. One lock decides and counts, so that no race lets more
/// through; all of it is whole numbers, rounded against the caller.
final class TokenBuckets<Holder: Hashable & Sendable>: Sendable {
    private struct State {
        var fullAt: [Holder: Int64] = [:]
        /// Above this many, full buckets are forgotten: they are no different from new ones.
        var most = 10_000
    }

    private let policy: RateReading.Policy
    private let state = Mutex(State())

    init(_ policy: RateReading.Policy) { self.policy = policy }

    /// Takes tokens where there are as many: all of them or none.
    /// - Parameters:
    ///   - tokens: how many; more than the bucket holds count as all that it holds, and 0 only looks.
    ///   - holder: whose.
    ///   - size: what the bucket holds and gets a minute, at least 1.
    ///   - now: nanoseconds of a clock that never runs backwards.
    /// - Returns: whether they were taken, and how the bucket stands after that.
    func take(_ tokens: Int, of holder: Holder, size: Int, at now: Int64) -> (isTaken: Bool, reading: RateReading) {
        let interval = (60_000_000_000 + Int64(size) - 1) / Int64(size)
        let (whole, wanted) = (interval * Int64(size), interval * Int64(min(tokens, size)))
        let (isTaken, full) = state.withLock { state in
            // A bucket that was larger under another plan is at most empty under this one.
            let full = min(max(state.fullAt[holder] ?? now, now), now + whole)
            guard full + wanted <= now + whole else { return (false, full) }
            if wanted > 0 {
                state.fullAt[holder] = full + wanted
                Self.makeRoom(in: &state, at: now)
            }
            return (true, full + wanted)
        }
        let left = (now + whole - full) / interval
        let isWaiting = !isTaken || left == 0
        let ready = isWaiting ? full + (isTaken ? interval : wanted) - whole : full
        let reading = RateReading(
            policy: policy, limit: size, remaining: Int(left), reset: .nanoseconds(max(0, ready - now)), )
        return (isTaken, reading)
    }

    private static func makeRoom(in state: inout State, at now: Int64) {
        guard state.fullAt.count > state.most else { return }
        state.fullAt = state.fullAt.filter { $0.value > now }
        state.most = max(10_000, state.fullAt.count * 2)
    }
}
