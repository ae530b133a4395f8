// SPDX-License-Identifier: Apache-2.0

import Codes

/// The parameters of analytics, each understood by itself.
struct AnalyticsRequest {
    /// One end of a range.
    enum Bound {
        /// A whole day of the zone.
        case date(CivilDate)
        /// A moment.
        case moment(Timestamp)
    }

    let calendar: ZonedCalendar
    let interval: AnalyticsInterval
    private let days: Int
    private let from: Bound?
    private let to: Bound?

    /// Reads the parameters.
    /// - Throws: ``CodeError/invalid(_:)`` with every one that is wrong.
    init(_ parameters: AnalyticsParameters) throws(CodeError) {
        var faults: [FieldFault] = []
        func read<Value>(_ text: String?, _ pointer: String, _ rule: String, _ parse: (String) -> Value?) -> Value? {
            guard let text else { return nil }
            let value = parse(text)
            if value == nil { faults.append(FieldFault(pointer, rule)) }
            return value
        }

        let daysRule = "days must be a whole number from 1 to \(AnalyticsRange.maximumDays)"
        let days = read(parameters.days, "/days", daysRule) { text in
            Int(text).flatMap { (1...AnalyticsRange.maximumDays).contains($0) ? $0 : nil }
        }
        if parameters.days != nil, parameters.from != nil || parameters.to != nil {
            faults.append(FieldFault("/days", "give days, or from and to, not both"))
        }
        let boundRule = "must be a date such as 2026-05-21 or a time such as 2026-05-21T15:00:00Z, from 1970 on"
        from = read(parameters.from, "/from", "from \(boundRule)", Bound.init)
        to = read(parameters.to, "/to", "to \(boundRule)", Bound.init)
        let intervalRule =
            "interval must be one of " + AnalyticsInterval.allCases.map(\.rawValue).joined(separator: ", ")
        let interval = read(parameters.interval, "/interval", intervalRule, AnalyticsInterval.init(rawValue:))
        let calendar = read(
            parameters.tz ?? "UTC",
            "/tz",
            "tz must be the name of an IANA time zone, such as Europe/Paris",
            ZonedCalendar.init,
        )
        guard faults.isEmpty, let calendar else { throw .invalid(faults) }
        self.calendar = calendar
        self.days = days ?? AnalyticsRange.defaultDays
        self.interval = interval ?? .day
    }

    /// The ends that were named: the first moment, and the one behind the last.
    var openBounds: (from: Timestamp?, to: Timestamp?) {
        let start: Timestamp? =
            switch from {
            case .date(let date): calendar.start(of: date)
            case .moment(let moment): moment
            case nil: nil
            }
        let end: Timestamp? =
            switch to {
            case .date(let date): calendar.start(of: date.adding(days: 1))
            case .moment(let moment): moment
            case nil: nil
            }
        return (start, end)
    }

    /// The first moment of the range and the one behind its last.
    /// - Throws: ``CodeError/invalid(_:)`` when there is nothing in between.
    func bounds(now: Timestamp) throws(CodeError) -> (from: Timestamp, to: Timestamp) {
        let named = openBounds
        let end = named.to ?? calendar.start(of: calendar.date(at: now).adding(days: 1))
        let last = calendar.date(at: Timestamp(milliseconds: end.milliseconds - 1))
        let start = named.from ?? calendar.start(of: last.adding(days: 1 - days))
        guard start < end else { throw .invalid(from == nil ? "/to" : "/from", "from must be before to") }
        return (start, end)
    }
}

extension AnalyticsRequest.Bound {
    init?(_ text: String) {
        if let date = CivilDate(text) {
            self = .date(date)
        } else if let moment = Timestamp(iso8601: text) {
            self = .moment(moment)
        } else {
            return nil
        }
    }
}
