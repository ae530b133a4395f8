// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation

/// Where days and hours begin in a time zone.
struct ZonedCalendar: Sendable {
    /// The name that the caller gave.
    let name: String
    private let calendar: Calendar

    /// The zone of an IANA name.
    /// - Returns: nil when there is none of that name.
    init?(_ name: String) {
        guard let zone = ZoneName.find(name) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
        self.name = name
    }

    /// The date at a moment.
    func date(at moment: Timestamp) -> CivilDate {
        let local = moment.milliseconds + Int64(offset(at: moment)) * 1_000
        return CivilDate(dayNumber: Int(local.flooredQuotient(86_400_000)))
    }

    /// The first moment of a date: midnight, or later where the clock is set forward at midnight.
    ///
    /// Where a whole day is left out (Samoa on 30 December 2011), that of the next.
    func start(of date: CivilDate) -> Timestamp {
        let (year, month, day) = date.components
        // From noon, which no zone ever skipped on a day it had.
        let noon = calendar.date(from: DateComponents(year: year, month: month, day: day, hour: 12))
        let fallback = Date(timeIntervalSince1970: Double(date.dayNumber) * 86_400 + 43_200)
        return Timestamp(calendar.startOfDay(for: noon ?? fallback))
    }

    /// The full hour of the wall clock at or before a moment.
    func startOfHour(at moment: Timestamp) -> Timestamp {
        let local = moment.milliseconds + Int64(offset(at: moment)) * 1_000
        return Timestamp(milliseconds: moment.milliseconds - (local - local.flooredQuotient(3_600_000) * 3_600_000))
    }

    /// The next full hour of the wall clock behind a moment.
    ///
    /// Clocks are changed at full hours, by half an hour at times: what follows the change is then half an hour long. Where
    /// they were changed within an hour (St John's at 00:01, until 2011), the hour after it is the next that is full.
    func nextHour(after moment: Timestamp) -> Timestamp {
        Timestamp(milliseconds: startOfHour(at: moment).milliseconds + 3_600_000)
    }

    /// ISO 8601 with the zone's offset: `2026-05-21T15:00:00+02:00`.
    func text(of moment: Timestamp) -> String {
        let offset = offset(at: moment)
        let local = moment.milliseconds.flooredQuotient(1_000) + Int64(offset)
        let date = CivilDate(dayNumber: Int(local.flooredQuotient(86_400)))
        let second = local - local.flooredQuotient(86_400) * 86_400
        let time = [second / 3_600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
        let minutes = abs(offset) / 60
        return "\(date)T\(time)\(offset < 0 ? "-" : "+")\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    /// Seconds east of Greenwich at a moment.
    private func offset(at moment: Timestamp) -> Int { calendar.timeZone.secondsFromGMT(for: moment.date) }
}

extension Int64 {
    /// The quotient, rounded down for negative numbers too.
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}
