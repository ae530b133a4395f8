// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Hours in which a rule holds")
struct TimeWindowTests {
    private func window(_ days: [Weekday], _ start: Int, _ end: Int, _ zone: String) throws -> TimeWindow {
        TimeWindow(days: days, start: start, end: end, zone: try #require(ZoneName.find(zone)))
    }

    private func at(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }

    @Test("nine o'clock is nine by the wall clock, in summer and in winter")
    func daylightSaving() throws {
        let window = try window(Weekday.allCases, 9 * 60, 17 * 60, "Europe/Berlin")
        #expect(try window.contains(at("2026-07-01T07:00:00Z")))
        #expect(try !window.contains(at("2026-07-01T06:59:59Z")))
        #expect(try window.contains(at("2026-12-01T08:00:00Z")))
        #expect(try !window.contains(at("2026-12-01T07:59:59Z")))
        #expect(try !window.contains(at("2026-12-01T16:00:00Z")))
        // The clock went forward on 29 March 2026 at 01:00 UTC.
        #expect(try window.contains(at("2026-03-29T07:00:00Z")))
        #expect(try !window.contains(at("2026-03-28T07:59:59Z")))
    }

    @Test("the day is the zone's day")
    func days() throws {
        let window = try window([.mon], 0, 24 * 60, "Asia/Kathmandu")
        // 2026-06-01 is a Monday; it begins at 18:15 UTC on Sunday.
        #expect(try !window.contains(at("2026-05-31T18:14:59Z")))
        #expect(try window.contains(at("2026-05-31T18:15:00Z")))
        #expect(try !window.contains(at("2026-06-01T18:15:00Z")))
    }

    @Test("a window past midnight belongs to the day on which it begins")
    func overnight() throws {
        let window = try window([.fri], 22 * 60, 4 * 60, "UTC")
        #expect(try window.contains(at("2026-06-05T22:00:00Z")))
        #expect(try window.contains(at("2026-06-06T03:59:00Z")))
        #expect(try !window.contains(at("2026-06-06T04:00:00Z")))
        #expect(try !window.contains(at("2026-06-05T03:00:00Z")))
        #expect(try !window.contains(at("2026-06-06T22:00:00Z")))
    }

    @Test("moments before 1970 have days too")
    func early() throws {
        // 1969-12-31 was a Wednesday.
        let window = try window([.wed], 0, 24 * 60, "UTC")
        #expect(window.contains(Timestamp(milliseconds: -1)))
        #expect(!window.contains(Timestamp(milliseconds: 0)))
    }
}
