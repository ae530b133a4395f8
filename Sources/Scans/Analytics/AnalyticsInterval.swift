// SPDX-License-Identifier: Apache-2.0

/// How long the intervals of a series are.
package enum AnalyticsInterval: String, Sendable, CaseIterable {
    /// From full hour to full hour of the zone.
    case hour
    /// From midnight to midnight of the zone: 23 or 25 hours where the clock is changed.
    case day
    /// From Monday to Monday (ISO 8601).
    case week
    /// From the first of a month to the first of the next.
    case month
}
