// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store

/// The range that analytics cover, cut into intervals along the calendar of a time zone.
///
/// Where the range begins or ends within an interval, the first or last one is shorter, and keeps the label of the whole.
package struct AnalyticsRange: Sendable, Hashable {
    /// The first moment.
    package let from: Timestamp
    /// The moment behind the last.
    package let to: Timestamp
    /// The first moment of the range before, which ends where this one begins: as many days of the zone where this one is
    /// of whole days, and else as long.
    package let preceding: Timestamp
    /// How many calendar days of the zone the range touches.
    package let days: Int
    /// How long the intervals are.
    package let interval: AnalyticsInterval
    /// The zone's name, as the caller gave it; `UTC` by default.
    package let timeZone: String
    /// Where the intervals begin, ascending, and ``to``: one more than ``labels``.
    package let edges: [Timestamp]
    /// What the intervals are called: `2026-05-21`, the first day of the day, week or month; hours in ISO 8601 with the
    /// zone's offset, `2026-05-21T15:00:00+02:00`.
    package let labels: [String]

    /// The number of days when nothing is said.
    package static let defaultDays = 30
    /// The most days that `days` may say.
    package static let maximumDays = 90

    /// Works out the range.
    /// - Parameters:
    ///   - parameters: what the caller said; by default thirty days of UTC.
    ///   - now: the present moment.
    /// - Throws: ``CodeError/invalid(_:)`` with pointers such as `/days`, for every parameter that is wrong in itself, or
    ///   else for the range: nothing in it, or more than 2,400 intervals.
    package init(_ parameters: AnalyticsParameters, now: Timestamp) throws(CodeError) {
        let request = try AnalyticsRequest(parameters)
        let bounds = try request.bounds(now: now)
        let intervals = try Self.intervals(from: bounds.from, to: bounds.to, request.interval, request.calendar)
        from = bounds.from
        to = bounds.to
        let last = request.calendar.date(at: Timestamp(milliseconds: to.milliseconds - 1))
        days = last.dayNumber - request.calendar.date(at: from).dayNumber + 1
        preceding = Self.preceding(from: from, to: to, days: days, request.calendar)
        interval = request.interval
        timeZone = request.calendar.name
        edges = intervals.map(\.start) + [bounds.to]
        labels = intervals.map(\.label)
    }

    /// The question to the store.
    package func query(includesBots: Bool = false) -> AnalyticsQuery {
        AnalyticsQuery(edges: edges, includesBots: includesBots)
    }
}

extension AnalyticsRange {
    private static func preceding(from: Timestamp, to: Timestamp, days: Int, _ calendar: ZonedCalendar) -> Timestamp {
        let first = calendar.date(at: from)
        guard calendar.start(of: first) == from, calendar.start(of: calendar.date(at: to)) == to else {
            return Timestamp(milliseconds: max(0, from.milliseconds - (to.milliseconds - from.milliseconds)))
        }
        // The store's days begin with 1970.
        return max(Timestamp(milliseconds: 0), calendar.start(of: first.adding(days: -days)))
    }

    private struct Interval {
        var start: Timestamp
        let label: String
        /// The first day; nil for hours.
        let date: CivilDate?
    }

    private static func intervals(
        from: Timestamp,
        to: Timestamp,
        _ interval: AnalyticsInterval,
        _ calendar: ZonedCalendar,
    ) throws(CodeError) -> [Interval] {
        var intervals: [Interval] = []
        var next = first(of: interval, at: from, calendar)
        while next.start < to {
            if let last = intervals.last, last.start >= next.start {
                // A day that the zone left out begins where the next one does: it gets no interval.
                intervals.removeLast()
            }
            intervals.append(next)
            guard intervals.count < AnalyticsQuery.edgeCounts.upperBound else {
                throw .invalid(
                    "/interval",
                    "the range has more than 2,400 intervals; choose a shorter range or a longer interval",
                )
            }
            next = following(next, interval, calendar)
        }
        // The first interval may begin before the range.
        intervals[0].start = from
        return intervals
    }

    private static func first(of interval: AnalyticsInterval, at moment: Timestamp, _ calendar: ZonedCalendar)
        -> Interval
    {
        switch interval {
        case .hour:
            return hour(calendar.startOfHour(at: moment), calendar)
        case .day: return day(calendar.date(at: moment), calendar)
        case .week: return day(calendar.date(at: moment).monday, calendar)
        case .month: return day(calendar.date(at: moment).firstOfMonth, calendar)
        }
    }

    private static func following(_ last: Interval, _ interval: AnalyticsInterval, _ calendar: ZonedCalendar)
        -> Interval
    {
        guard let date = last.date else { return hour(calendar.nextHour(after: last.start), calendar) }
        return switch interval {
        case .hour, .day: day(date.adding(days: 1), calendar)
        case .week: day(date.adding(days: 7), calendar)
        // No month has more than 31 days, and none less than 28: the 32nd is in the next one.
        case .month: day(date.adding(days: 31).firstOfMonth, calendar)
        }
    }

    private static func hour(_ start: Timestamp, _ calendar: ZonedCalendar) -> Interval {
        Interval(start: start, label: calendar.text(of: start), date: nil)
    }

    private static func day(_ date: CivilDate, _ calendar: ZonedCalendar) -> Interval {
        Interval(start: calendar.start(of: date), label: date.description, date: date)
    }
}
