// SPDX-License-Identifier: Apache-2.0

/// An event: one `VEVENT` in an iCalendar object of RFC 5545.
enum VCalendar {
    /// Fields: `title` (also `summary`), `start`, `end` (ISO 8601 with zone, or dates), `location`, `description`,
    /// `url`, `organizer` (a mail address).
    ///
    /// An event of whole days ends before its `end` (RFC 5545 section 3.6.1), and lasts one day where that is its start.
    static func compose(_ fields: inout FieldReader) -> String? {
        let summary = fields.line(fields.name(among: ["title", "summary"]), maximum: 300, required: true)
        let start = EventTime(&fields, names: ["start", "startDate", "dtstart"], required: true)
        let end = EventTime(&fields, names: ["end", "endDate", "dtend"], required: false)
        let place = fields.line("location", maximum: 300)
        let notes = fields.prose("description", maximum: 1_500)
        let url = fields.webAddress("url")
        let organizer = fields.mailAddresses("organizer")
        if let start, let end { end.check(after: start, &fields) }
        guard let summary, let start else { return nil }
        // An end has to be later than the start (section 3.8.2.2); without one the event ends as it starts.
        let ending = end?.stamp == start.stamp ? nil : end
        return ContentLine.join([
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Waymark//EN", "BEGIN:VEVENT",
            "UID:\(identifier(summary, start.value))@waymark", "DTSTAMP:\(start.stamp)",
            "SUMMARY:\(ContentLine.escape(summary))", "DTSTART\(start.value)", ending.map { "DTEND\($0.value)" },
            place.map { "LOCATION:\(ContentLine.escape($0))" }, notes.map { "DESCRIPTION:\(ContentLine.escape($0))" },
            url.map { "URL:\($0)" }, organizer.map { "ORGANIZER:mailto:\($0)" },
            "END:VEVENT", "END:VCALENDAR",
        ])
    }

    /// Checks a ready-made calendar or event.
    static func check(_ text: String, at pointer: String) throws(CodeError) -> String {
        let upper = text.uppercased()
        guard upper.hasPrefix("BEGIN:VCALENDAR") || upper.hasPrefix("BEGIN:VEVENT"), upper.contains("END:VEVENT") else {
            throw .invalid(pointer, "data is not a calendar: it must begin with BEGIN:VCALENDAR and hold a VEVENT")
        }
        return text
    }

    /// A stable `UID`: the same event always makes the same symbol.
    ///
    /// FNV-1a, 64 bits.
    private static func identifier(_ parts: String...) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in parts.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}

/// A start or an end: a moment in UTC, or a whole day.
private struct EventTime {
    /// The field it was read from.
    let field: String
    /// What follows `DTSTART`: `:20260521T150000Z` or `;VALUE=DATE:20260521`.
    let value: String
    /// The moment in UTC, for `DTSTAMP`; sorts by time.
    let stamp: String
    /// Whether it is a day, and not a moment of one.
    let isDay: Bool

    init?(_ fields: inout FieldReader, names: [String], required: Bool) {
        field = fields.name(among: names)
        guard let text = fields.line(field, maximum: 40, required: required) else { return nil }
        let day = text.utf8.count == 10 ? Timestamp(iso8601: text + "T00:00:00Z") : nil
        guard let moment = day ?? Timestamp(iso8601: text) else {
            let examples = "2026-05-21T15:00:00Z, or a date: 2026-05-21"
            fields.fault(field, "\(field) must be ISO 8601 with a zone such as \(examples)")
            return nil
        }
        isDay = day != nil
        stamp = moment.iso8601.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
        value = isDay ? ";VALUE=DATE:\(stamp.prefix(8))" : ":\(stamp)"
    }

    /// An end has its start's kind and does not lie before it.
    func check(after start: EventTime, _ fields: inout FieldReader) {
        if isDay != start.isDay {
            fields.fault(field, "\(start.field) and \(field) must both be dates, or both have a time")
        } else if stamp < start.stamp {
            fields.fault(field, "\(field) lies before \(start.field)")
        }
    }
}
