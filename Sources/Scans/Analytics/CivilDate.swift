// SPDX-License-Identifier: Apache-2.0

/// A date of the Gregorian calendar, without a zone: what a wall calendar shows.
struct CivilDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01, a Thursday.
    let dayNumber: Int

    init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// The date of a year, month and day; the month from 1 to 12, the day may run over the month's end.
    ///
    /// Counts from 1 March of the year 0, so that the leap day is the last of a year; 400 years have 146,097 days
    /// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`). For years from 0 on.
    init(year: Int, month: Int, day: Int) {
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        dayNumber = year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }

    /// Reads `2026-05-21`.
    /// - Returns: nil when it is no date of the years 1970 to 9999.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
        else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3, numbers[0] >= 1970, (1...12).contains(numbers[1]), numbers[2] >= 1 else { return nil }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
        // 30 February is 2 March: what comes back is not what was said.
        guard description == text else { return nil }
    }

    /// Year, month and day (the same source, `civil_from_days`).
    var components: (year: Int, month: Int, day: Int) {
        let days = dayNumber + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// The date `days` later.
    func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    /// The Monday of its week.
    var monday: CivilDate { adding(days: -((dayNumber + 3) % 7)) }

    /// The first day of its month.
    var firstOfMonth: CivilDate { adding(days: 1 - components.day) }

    static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }
}

extension CivilDate: CustomStringConvertible {
    /// `2026-05-21`.
    var description: String {
        let (year, month, day) = components
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

/// A number with zeros in front up to a width.
func padded(_ number: some BinaryInteger, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
