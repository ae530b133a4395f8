// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// A moment as the platform keeps it: whole milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since the Unix epoch.
    package let milliseconds: Int64

    /// Makes a moment from milliseconds since the Unix epoch.
    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Makes a moment from a date; what is finer than a millisecond is cut off.
    package init(_ date: Date) { milliseconds = Int64((date.timeIntervalSince1970 * 1_000).rounded(.down)) }

    /// Reads ISO 8601 with a zone, with or without fractional seconds: `2026-05-21T15:00:00.000Z`.
    /// - Returns: nil when `text` is anything else, or lies outside the years 1970 to 9999.
    package init?(iso8601 text: String) {
        let plain = Date.ISO8601FormatStyle()
        let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard let date = (try? fractional.parse(text)) ?? (try? plain.parse(text)) else { return nil }
        guard (0..<253_402_300_800).contains(date.timeIntervalSince1970) else { return nil }
        self.milliseconds = Int64((date.timeIntervalSince1970 * 1_000).rounded())
    }

    /// The moment now, by the system's clock.
    package static var now: Timestamp { Timestamp(Date()) }

    /// The moment as a Foundation date.
    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }

    /// ISO 8601 in UTC with milliseconds: `2026-05-21T15:00:00.000Z`.
    package var iso8601: String { Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(date) }

    /// The moment `duration` later.
    package func adding(_ duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(milliseconds: milliseconds + seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}

/// Tells the time; injected wherever a rule depends on it.
package typealias WallClock = @Sendable () -> Timestamp
