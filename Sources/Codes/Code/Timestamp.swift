// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// A moment as the platform keeps it: whole milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since the Unix epoch.
    package let milliseconds: Int64

    /// Makes a moment from milliseconds since the Unix epoch.
    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Makes a moment from a date; what is finer than a millisecond is cut off.
    package init(_ date: Date) {
        let whole = (date.timeIntervalSince1970 * 1_000).rounded(.down)
        milliseconds = Int64(exactly: whole) ?? (whole < 0 ? .min : .max)
    }

    /// The moment now, by the system's clock.
    package static var now: Timestamp { Timestamp(Date()) }

    /// The moment as a Foundation date.
    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }

    /// The moment `duration` later; the farthest one that can be told where that lies beyond.
    package func adding(_ duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let sum = Int128(milliseconds) + Int128(seconds) * 1_000 + Int128(attoseconds / 1_000_000_000_000_000)
        return Timestamp(milliseconds: Int64(clamping: sum))
    }

    /// Whether the left moment is the earlier one.
    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}

/// Tells the time; injected wherever a rule depends on it.
package typealias WallClock = @Sendable () -> Timestamp
