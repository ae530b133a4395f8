// SPDX-License-Identifier: Apache-2.0

/// A calendar month in UTC: what quotas are counted by.
package struct CalendarMonth: Sendable, Hashable {
    /// Year and month: `2026-11`.
    package let text: String
    /// Where the next month begins: when the quota is whole again.
    package let end: Timestamp

    /// The month that `moment` lies in.
    package init(of moment: Timestamp) {
        let day = Int(moment.milliseconds).quotientAndRemainder(flooredBy: 86_400_000).quotient
        let date = GregorianDate(daysSinceEpoch: day)
        // The day of the month tells how far it has come; no month is longer than 31 days.
        let first = day - date.day + 1
        let next = (28...31).first { GregorianDate(daysSinceEpoch: first + $0).day == 1 } ?? 31
        let iso = Timestamp(milliseconds: Int64(first) * 86_400_000).iso8601
        text = String(iso.prefix(7))
        end = Timestamp(milliseconds: Int64(first + next) * 86_400_000)
    }
}
