// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Calendar months")
struct CalendarMonthTests {
    @Test(
        "a month ends where the next begins",
        arguments: [
            ("2026-11-21T10:00:00Z", "2026-11", "2026-12-01T00:00:00.000Z"),
            ("2026-12-31T23:59:59.999Z", "2026-12", "2027-01-01T00:00:00.000Z"),
            ("2028-02-01T00:00:00Z", "2028-02", "2028-03-01T00:00:00.000Z"),
            ("2026-02-28T00:00:00Z", "2026-02", "2026-03-01T00:00:00.000Z"),
        ],
    )
    func ends(_ moment: String, _ text: String, _ end: String) throws {
        let month = CalendarMonth(of: try #require(Timestamp(iso8601: moment)))
        #expect(month.text == text)
        #expect(month.end.iso8601 == end)
    }
}
