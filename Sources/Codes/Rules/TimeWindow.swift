// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Hours of the wall clock on some days of the week, in one time zone.
///
/// The offset of the zone is looked up for each moment, so that nine o'clock stays nine o'clock when clocks change.
package struct TimeWindow: Sendable, Hashable {
    /// The days on which the window begins; never empty.
    package let days: [Weekday]
    /// When it begins, in minutes after midnight: 0 to 1,439.
    package let start: Int
    /// When it ends, in minutes after midnight: 1 to 1,440, not part of it.
    ///
    /// A window that ends before it begins goes on past midnight.
    package let end: Int
    /// The time zone; its identifier is the IANA name.
    package let zone: TimeZone

    /// Minutes of a day.
    static let wholeDay = 24 * 60

    /// Makes a window.
    package init(days: [Weekday], start: Int, end: Int, zone: TimeZone) {
        self.days = days
        self.start = start
        self.end = end
        self.zone = zone
    }

    /// Whether a moment lies in the window.
    package func contains(_ moment: Timestamp) -> Bool {
        let local = Self.floor(moment.milliseconds, 1_000) + Int64(zone.secondsFromGMT(for: moment.date))
        let (day, second) = (Self.floor(local, 86_400), Self.remainder(local, 86_400))
        let minute = Int(second / 60)
        if start < end { return begins(on: day) && (start..<end).contains(minute) }
        return (begins(on: day) && minute >= start) || (begins(on: day - 1) && minute < end)
    }

    /// 1970-01-01, day 0, was a Thursday.
    private func begins(on day: Int64) -> Bool {
        days.contains(Weekday.allCases[Int(Self.remainder(day + 3, 7))])
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        (value - remainder(value, divisor)) / divisor
    }

    private static func remainder(_ value: Int64, _ divisor: Int64) -> Int64 {
        let rest = value % divisor
        return rest < 0 ? rest + divisor : rest
    }
}

extension TimeWindow {
    /// Reads `{days, from, to, zone}`.
    init?(_ fields: inout FieldReader) {
        var days = Weekday.allCases
        if let texts = fields.oneOrMore("days", atMost: 7, maximum: 8) {
            days = fields.entries("days", texts) { Weekday(rawValue: $0.lowercased()) }
            if texts.isEmpty { fields.fault("days", "days is empty; name at least one, or leave it out") }
        }
        let start = Self.minute(&fields, "from", in: 0...Self.wholeDay - 1) ?? 0
        let end = Self.minute(&fields, "to", in: 1...Self.wholeDay) ?? Self.wholeDay
        if start == end { fields.fault("to", "to is the same time as from; leave both out for the whole day") }
        guard let name = fields.string("zone", maximum: 64, required: true) else { return nil }
        guard let zone = ZoneName.find(name) else {
            fields.fault("zone", "zone is \"\(name)\", which is no IANA time zone such as Europe/Paris")
            return nil
        }
        self.init(days: days, start: start, end: end, zone: zone)
    }

    /// The window as ``init(_:)`` reads it.
    var json: JSONValue {
        .object([
            "days": .array(days.map { .string($0.rawValue) }), "from": .string(Self.text(start)),
            "to": .string(Self.text(end)), "zone": .string(zone.identifier),
        ])
    }

    private static func minute(_ fields: inout FieldReader, _ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = fields.string(name, maximum: 16) else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.count == 2 && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int($0) : nil }
        guard parts.count == 2, numbers.count == 2, numbers[1] < 60, range.contains(numbers[0] * 60 + numbers[1])
        else {
            let bounds = "\(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"
            fields.fault(name, "\(name) is \"\(text)\"; allowed are times from \(bounds)")
            return nil
        }
        return numbers[0] * 60 + numbers[1]
    }

    private static func text(_ minute: Int) -> String {
        let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
        return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    }
}
