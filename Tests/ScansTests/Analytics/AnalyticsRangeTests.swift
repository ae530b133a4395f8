// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

@testable import Scans

@Suite("The range of analytics")
struct AnalyticsRangeTests {
    private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }

    private func range(_ parameters: AnalyticsParameters, now: String = "2026-05-21T15:30:00Z") throws -> AnalyticsRange
    {
        try AnalyticsRange(parameters, now: moment(now))
    }

    private func hours(_ range: AnalyticsRange) -> [Double] {
        zip(range.edges, range.edges.dropFirst()).map { Double($1.milliseconds - $0.milliseconds) / 3_600_000 }
    }

    @Test("nothing said is thirty calendar days of UTC, today the last")
    func defaults() throws {
        let range = try range(AnalyticsParameters())
        #expect(range.labels.count == 30)
        #expect(range.labels.first == "2026-04-22")
        #expect(range.labels.last == "2026-05-21")
        #expect(range.from.iso8601 == "2026-04-22T00:00:00.000Z")
        #expect(range.to.iso8601 == "2026-05-22T00:00:00.000Z")
        #expect(range.days == 30)
        #expect(range.interval == .day)
        #expect(range.timeZone == "UTC")
        #expect(range.query().edges == range.edges)
        #expect(!range.query().includesBots)
        #expect(range.query(includesBots: true).includesBots)
    }

    @Test("today is the zone's, not Greenwich's")
    func zoneOfToday() throws {
        let auckland = try range(AnalyticsParameters(days: "1", tz: "Pacific/Auckland"))
        #expect(auckland.labels == ["2026-05-22"])
        #expect(auckland.from.iso8601 == "2026-05-21T12:00:00.000Z")
        let honolulu = try range(AnalyticsParameters(days: "1", tz: "Pacific/Honolulu"), now: "2026-05-21T09:00:00Z")
        #expect(honolulu.labels == ["2026-05-20"])
    }

    @Test("the day on which the clock is set forward has 23 hours, the one on which it is set back 25")
    func daylightSaving() throws {
        let spring = try range(AnalyticsParameters(from: "2026-03-28", to: "2026-03-30", tz: "Europe/Paris"))
        #expect(hours(spring) == [24, 23, 24])
        let autumn = try range(AnalyticsParameters(from: "2026-10-24", to: "2026-10-26", tz: "Europe/Paris"))
        #expect(hours(autumn) == [24, 25, 24])
        #expect(autumn.labels == ["2026-10-24", "2026-10-25", "2026-10-26"])
    }

    @Test("the hour that comes twice has two labels, the one that is left out has none")
    func hoursOverTheChange() throws {
        let autumn = try range(
            AnalyticsParameters(from: "2026-10-25", to: "2026-10-25", interval: "hour", tz: "Europe/Paris"))
        #expect(autumn.labels.count == 25)
        #expect(autumn.labels[2] == "2026-10-25T02:00:00+02:00")
        #expect(autumn.labels[3] == "2026-10-25T02:00:00+01:00")
        let spring = try range(
            AnalyticsParameters(from: "2026-03-29", to: "2026-03-29", interval: "hour", tz: "Europe/Paris"))
        #expect(spring.labels.count == 23)
        #expect(spring.labels[1...2] == ["2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"])
        #expect(hours(spring).allSatisfy { $0 == 1 })
    }

    @Test("a change by half an hour makes one interval of half an hour")
    func lordHowe() throws {
        let range = try range(
            AnalyticsParameters(from: "2026-10-04", to: "2026-10-04", interval: "hour", tz: "Australia/Lord_Howe"))
        #expect(
            range.labels.prefix(4).map { $0.dropFirst(11) } == [
                "00:00:00+10:30", "01:00:00+10:30", "02:30:00+11:00", "03:00:00+11:00",
            ])
        #expect(hours(range).prefix(4) == [1, 1, 0.5, 1])
        #expect(hours(range).reduce(0, +) == 23.5)
    }

    @Test("a change within an hour leaves no gap and turns nothing round")
    func stJohns() throws {
        let parameters = AnalyticsParameters(
            from: "2010-11-06", to: "2010-11-08", interval: "hour", tz: "America/St_Johns", )
        let range = try range(parameters)
        #expect(hours(range).allSatisfy { $0 > 0 && $0 <= 1 })
        #expect(hours(range).reduce(0, +) == 73)
    }

    @Test("zones of half hours and quarters have hours of their own")
    func fractionalZones() throws {
        let india = try range(AnalyticsParameters(days: "1", interval: "hour", tz: "Asia/Kolkata"))
        #expect(india.labels.count == 24)
        #expect(india.labels.first == "2026-05-21T00:00:00+05:30")
        #expect(india.from.iso8601 == "2026-05-20T18:30:00.000Z")
        let nepal = try range(AnalyticsParameters(days: "1", tz: "Asia/Kathmandu"))
        #expect(nepal.from.iso8601 == "2026-05-20T18:15:00.000Z")
        let newfoundland = try range(AnalyticsParameters(days: "1", interval: "hour", tz: "America/St_Johns"))
        #expect(newfoundland.labels.first == "2026-05-21T00:00:00-02:30")
    }

    @Test("a day begins late where the clock is set forward at midnight")
    func midnightChange() throws {
        let range = try range(AnalyticsParameters(from: "2026-04-23", to: "2026-04-25", tz: "Africa/Cairo"))
        #expect(hours(range) == [24, 23, 24])
        let asHours = try self.range(
            AnalyticsParameters(from: "2026-04-24", to: "2026-04-24", interval: "hour", tz: "Africa/Cairo"))
        #expect(asHours.labels.first == "2026-04-24T01:00:00+03:00")
        #expect(asHours.labels.count == 23)
    }

    @Test("a day that a zone left out has no interval")
    func skippedDay() throws {
        let range = try range(AnalyticsParameters(from: "2011-12-28", to: "2012-01-01", tz: "Pacific/Apia"))
        #expect(range.labels == ["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"])
        #expect(hours(range) == [24, 24, 24, 24])
    }

    @Test("leap days are days")
    func leapYear() throws {
        let range = try range(AnalyticsParameters(from: "2028-02-27", to: "2028-03-01"))
        #expect(range.labels == ["2028-02-27", "2028-02-28", "2028-02-29", "2028-03-01"])
    }

    @Test("weeks begin on Monday; the first and last hold only the days of the range")
    func weeks() throws {
        let range = try range(AnalyticsParameters(days: "10", interval: "week"))
        #expect(range.labels == ["2026-05-11", "2026-05-18"])
        #expect(
            range.edges.map(\.iso8601) == [
                "2026-05-12T00:00:00.000Z", "2026-05-18T00:00:00.000Z", "2026-05-22T00:00:00.000Z",
            ])
    }

    @Test("months begin on the first")
    func months() throws {
        let range = try range(
            AnalyticsParameters(from: "2025-12-15", to: "2026-03-02", interval: "month", tz: "Europe/Paris"))
        #expect(range.labels == ["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"])
        #expect(range.days == 78)
    }

    @Test("moments are taken as they are; the end is not part of the range")
    func moments() throws {
        let parameters = AnalyticsParameters(
            from: "2026-05-20T10:20:00+02:00",
            to: "2026-05-20T10:40:00.500Z",
            interval: "hour",
        )
        let range = try range(parameters)
        #expect(
            range.labels == ["2026-05-20T08:00:00+00:00", "2026-05-20T09:00:00+00:00", "2026-05-20T10:00:00+00:00"])
        #expect(range.from.iso8601 == "2026-05-20T08:20:00.000Z")
        #expect(range.to.iso8601 == "2026-05-20T10:40:00.500Z")
        #expect(range.days == 1)
    }

    @Test("from alone ends today; to alone begins thirty days before")
    func halfOpen() throws {
        #expect(try range(AnalyticsParameters(from: "2026-05-20")).labels == ["2026-05-20", "2026-05-21"])
        let toAlone = try range(AnalyticsParameters(to: "2026-03-01"))
        #expect(toAlone.labels.count == 30)
        #expect(toAlone.labels.last == "2026-03-01")
    }

    @Test(
        "the first days there are can be asked for, east and west of Greenwich",
        arguments: ["Asia/Tokyo", "America/New_York"], )
    func beginningOfTime(zone: String) throws {
        for interval in ["hour", "day", "week", "month"] {
            let range = try range(
                AnalyticsParameters(from: "1970-01-01", to: "1970-01-10", interval: interval, tz: zone))
            #expect(range.edges == range.edges.sorted())
            #expect(Set(range.edges).count == range.edges.count)
            #expect(range.days == 10)
        }
        #expect(try range(AnalyticsParameters(from: "9999-12-30", to: "9999-12-31", tz: zone)).labels.count == 2)
    }

    @Test("ninety days of hours fit; more than 2,400 intervals do not")
    func bounds() throws {
        #expect(try range(AnalyticsParameters(days: "90", interval: "hour")).labels.count == 2_160)
        #expect(
            try range(AnalyticsParameters(from: "2026-01-01", to: "2026-04-10", interval: "hour")).labels.count == 2_400
        )
        let error = #expect(throws: CodeError.self) {
            try range(AnalyticsParameters(from: "2026-01-01", to: "2026-04-11", interval: "hour"))
        }
        #expect(pointers(error) == ["/interval"])
    }

    @Test(
        "what is wrong is named, all of it at once",
        arguments: [
            (AnalyticsParameters(days: "0"), ["/days"]), (AnalyticsParameters(days: "91"), ["/days"]),
            (AnalyticsParameters(days: "seven"), ["/days"]), (AnalyticsParameters(days: "7.5"), ["/days"]),
            (AnalyticsParameters(days: "7", from: "2026-05-01"), ["/days"]),
            (AnalyticsParameters(from: "yesterday"), ["/from"]), (AnalyticsParameters(to: "2026-02-30"), ["/to"]),
            (AnalyticsParameters(from: "2026-05-22"), ["/from"]),
            (AnalyticsParameters(from: "2026-05-02", to: "2026-05-01"), ["/from"]),
            (AnalyticsParameters(from: "2026-05-02T00:00:00Z", to: "2026-05-02T00:00:00Z"), ["/from"]),
            (AnalyticsParameters(interval: "minute"), ["/interval"]),
            (AnalyticsParameters(tz: "Mars/Olympus"), ["/tz"]),
            (AnalyticsParameters(tz: ""), ["/tz"]), (AnalyticsParameters(tz: "PST"), ["/tz"]),
            (AnalyticsParameters(tz: "GMT+5"), ["/tz"]), (AnalyticsParameters(tz: "../etc/passwd"), ["/tz"]),
            (AnalyticsParameters(days: "x", interval: "x", tz: "x"), ["/days", "/interval", "/tz"]),
        ], )
    func faults(parameters: AnalyticsParameters, expected: [String]) throws {
        let error = #expect(throws: CodeError.self) { try range(parameters) }
        #expect(pointers(error) == expected)
    }

    private func pointers(_ error: CodeError?) -> [String]? {
        guard case .invalid(let faults) = error else { return nil }
        return faults.map(\.pointer)
    }
}
