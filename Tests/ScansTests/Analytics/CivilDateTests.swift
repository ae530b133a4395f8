// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Scans

@Suite("Dates")
struct CivilDateTests {
    @Test("every day of 1970 to 2100 is the day that Foundation's calendar says")
    func againstFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: 0, to: 47_847, by: 1) {
            let date = CivilDate(dayNumber: day)
            let (year, month, dayOfMonth) = date.components
            if day.isMultiple(of: 17) {
                let known = calendar.dateComponents(
                    [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400), )
                #expect(known.year == year && known.month == month && known.day == dayOfMonth)
            }
            #expect(CivilDate(year: year, month: month, day: dayOfMonth) == date)
        }
    }

    @Test(
        "a date is four, two and two digits of a day that exists",
        arguments: [
            "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "2026-01-00", "1969-12-31",
            "26-01-01",
            "2026-1-1", "2026/01/01", "2026-01-01T00:00:00Z", "+026-01-01", "", "2026-01-٠١",
        ], )
    func refused(text: String) { #expect(CivilDate(text) == nil) }

    @Test("leap days exist", arguments: ["2028-02-29", "2000-02-29", "9999-12-31", "1970-01-01"])
    func accepted(text: String) { #expect(CivilDate(text)?.description == text) }

    @Test("weeks begin on Mondays, months on the first")
    func beginnings() throws {
        #expect(CivilDate("2026-05-21")?.monday.description == "2026-05-18")
        #expect(CivilDate("2026-05-18")?.monday.description == "2026-05-18")
        #expect(CivilDate("2026-05-17")?.monday.description == "2026-05-11")
        #expect(CivilDate("1970-01-01")?.monday.description == "1969-12-29")
        #expect(CivilDate("2026-05-21")?.firstOfMonth.description == "2026-05-01")
    }
}
