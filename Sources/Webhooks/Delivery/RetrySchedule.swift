// SPDX-License-Identifier: Apache-2.0

import Codes

/// When a delivery that failed is tried again: soon at first, then less and less often, over about a day.
struct RetrySchedule: Sendable {
    /// The pauses behind each attempt, in seconds: 23 hours and 42 minutes in all.
    private static let pauses = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 28_800]
    /// The longest that a receiver may ask us to wait: what is told of should not be older than a day for long.
    private static let longestWish = 6 * 3_600
    /// Pauses are drawn from so much less to so much more: receivers that come back are not hit by all at once.
    private static let jitter = 0.8...1.2

    /// A number from a range, at random.
    let random: @Sendable (ClosedRange<Double>) -> Double

    /// How many attempts a delivery has.
    static var attempts: Int { pauses.count + 1 }

    /// The moment of the next attempt.
    /// - Parameters:
    ///   - attempts: how many there were, the one that failed among them.
    ///   - moment: when it failed.
    ///   - wish: for how many seconds the receiver asks us to wait.
    /// - Returns: nil where there is none.
    func next(after attempts: Int, failedAt moment: Timestamp, wish: Int?) -> Timestamp? {
        guard attempts >= 1, attempts <= Self.pauses.count else { return nil }
        let pause = Double(Self.pauses[attempts - 1]) * random(Self.jitter)
        let seconds = max(pause, Double(min(max(wish ?? 0, 0), Self.longestWish)))
        return Timestamp(milliseconds: moment.milliseconds + Int64(seconds * 1_000))
    }
}
