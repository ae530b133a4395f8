// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Testing

@Suite("Moments")
struct TimestampTests {
    @Test(
        "a date and time with a zone is read, to the millisecond",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-05-21T15:00:00Z", 1_779_375_600_000),
            ("2026-05-21T15:00:00.000Z", 1_779_375_600_000),
            ("2026-05-21T15:00:00.5Z", 1_779_375_600_500),
            ("2026-05-21T15:00:00.12Z", 1_779_375_600_120),
            ("2026-05-21T15:00:00.123999999Z", 1_779_375_600_123),
            ("2026-05-21t15:00:00z", 1_779_375_600_000),
            ("2026-05-21T17:00:00+02:00", 1_779_375_600_000),
            ("2026-05-21T17:00:00+0200", 1_779_375_600_000),
            ("2026-05-21T17:00:00+02", 1_779_375_600_000),
            ("2026-05-21T11:30:00-03:30", 1_779_375_600_000),
            ("2026-05-21T15:00:00-00:00", 1_779_375_600_000),
            ("2024-02-29T23:59:59.999Z", 1_709_251_199_999),
            ("2000-02-29T00:00:00Z", 951_782_400_000),
            ("1969-12-31T23:00:00-01:00", 0),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ],
    )
    func reads(_ text: String, _ milliseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(
        "what is no moment of the years 1970 to 9999 with a zone is not read",
        arguments: [
            "", "now", "2026-05-21", "2026-05-21T15:00:00", "2026-05-21 15:00:00Z", "2026-05-21T15:00Z",
            "20260521T150000Z", "2026-5-21T15:00:00Z", "2026-05-21T15:00:00ZZ", "2026-05-21T15:00:00Z ",
            " 2026-05-21T15:00:00Z", "2026-05-21T15:00:00.Z", "2026-05-21T15:00:00,5Z",
            "2026-05-21T15:00:00.1234567890Z", "2026-02-30T00:00:00Z", "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-00-01T00:00:00Z",
            "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-05-21T24:00:00Z", "2026-05-21T15:60:00Z",
            "2026-05-21T15:00:60Z", "2026-05-21T15:00:00+24:00", "2026-05-21T15:00:00+02:60",
            "2026-05-21T15:00:00+2:00", "2026-05-21T15:00:00+02:", "2026-05-21T15:00:00+02:00:00",
            "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
            "10000-01-01T00:00:00Z", "+2026-05-21T15:00:00Z", "-026-05-21T15:00:00Z", "２026-05-21T15:00:00Z",
            "2026-05-21T15:00:00\u{301}Z", "2026-05-21T15:00:00Z\u{0}",
        ],
    )
    func refuses(_ text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test(
        "days all over the years 1970 to 9999, and each around the leap days of three centuries, are written as Foundation's calendar has them"
    )
    func datesAgreeWithFoundation() {
        let style = Date.ISO8601FormatStyle()
        // 28 February and 1 March of 2000 (a leap year), 2100 (none) and 2104 lie in these.
        let leapDays = [11_010..<11_025, 47_535..<47_550, 48_996..<49_010].flatMap { Array($0) }
        let days: [Int] = Array(stride(from: 0, to: 2_932_897, by: 977)) + leapDays
        let wrong = days.filter { day in
            let moment = Timestamp(milliseconds: Int64(day) * 86_400_000)
            return moment.iso8601 != style.format(moment.date).dropLast() + ".000Z"
        }
        #expect(wrong.isEmpty)
    }

    @Test("every millisecond of a second is written as it is, and read back")
    func milliseconds() {
        let base = now.milliseconds
        let wrong = (0..<1_000).filter { millisecond in
            let moment = Timestamp(milliseconds: base + Int64(millisecond))
            let digits = String(1_000 + millisecond).dropFirst()
            return moment.iso8601 != "2026-05-21T15:00:00.\(digits)Z" || Timestamp(iso8601: moment.iso8601) != moment
        }
        #expect(wrong.isEmpty)
    }

    @Test("what is written is read back, at any moment of any zone")
    func roundTrip() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<5_000 {
            let moment = Timestamp(milliseconds: .random(in: 0..<253_402_300_800_000, using: &generator))
            #expect(Timestamp(iso8601: moment.iso8601) == moment)
        }
    }

    @Test(
        "moments that no rule accepts are written all the same", arguments: [Int64.min, -1, 253_402_300_800_000, .max],
    )
    func outsideTheRange(_ milliseconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).iso8601.hasSuffix("Z"))
    }

    @Test("a moment before 1970 is written in its own year")
    func beforeTheEpoch() {
        #expect(Timestamp(milliseconds: -1).iso8601 == "1969-12-31T23:59:59.999Z")
    }

    @Test("a duration is added to the millisecond, and never overflows")
    func adding() {
        #expect(now.adding(.milliseconds(1_500)).milliseconds == now.milliseconds + 1_500)
        #expect(now.adding(.seconds(-2)).milliseconds == now.milliseconds - 2_000)
        #expect(now.adding(.microseconds(999)) == now)
        #expect(now.adding(.seconds(Int64.max)).milliseconds == .max)
        #expect(now.adding(.seconds(Int64.min)).milliseconds == .min)
    }

    @Test("a date's finer part is cut off, before 1970 too")
    func fromDate() {
        #expect(Timestamp(Date(timeIntervalSince1970: 1.0009)).milliseconds == 1_000)
        #expect(Timestamp(Date(timeIntervalSince1970: -0.0001)).milliseconds == -1)
        #expect(Timestamp(Date(timeIntervalSince1970: .infinity)).milliseconds == .max)
        #expect(Timestamp(milliseconds: 1_234).date == Date(timeIntervalSince1970: 1.234))
    }
}
