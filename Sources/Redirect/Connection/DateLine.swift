// SPDX-License-Identifier: Apache-2.0

package import Codes

/// The `Date` field as bytes, made anew once a second: `Date: Sun, 06 Nov 1994 08:49:37 GMT` and CRLF.
package struct DateLine {
    private var second = Int64.min
    private var bytes: [UInt8] = []

    /// Writes the line of a moment.
    @inline(__always)
    mutating func write(at moment: Timestamp, into out: inout AnswerBuffer) {
        let second = moment.milliseconds / 1_000
        if second != self.second {
            self.second = second
            bytes = Array("Date: \(Self.text(second))\r\n".utf8)
        }
        out.write(bytes)
    }

    /// The text of a moment, for a `Date` field.
    package static func text(of moment: Timestamp) -> String { text(moment.milliseconds / 1_000) }

    /// A second since the Unix epoch as RFC 9110, section 5.6.7 writes it.
    static func text(_ second: Int64) -> String {
        let (days, rest) = (second / 86_400, second % 86_400)
        let (year, month, day) = civil(days: days)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(days % 7)]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = [rest / 3_600, rest / 60 % 60, rest % 60].map(twoDigits).joined(separator: ":")
        return "\(weekday), \(twoDigits(day)) \(months[Int(month) - 1]) \(year) \(time) GMT"
    }

    /// The date of a day since 1970-01-01, which must not lie before it.
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`: years begin in March,
    /// so that the leap day is the last.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
