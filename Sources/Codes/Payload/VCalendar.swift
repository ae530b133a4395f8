// SPDX-License-Identifier: Apache-2.0

import Foundation

/// An event: one `VEVENT` in an iCalendar object of RFC 5545.
enum VCalendar {
    /// Fields: `title` (also `summary`), `start`, `end` (ISO 8601 with zone, or a date), `location`, `description`,
    /// `url`, `organizer` (a mail address).
    static func compose(_ fields: inout FieldReader) -> String? {
        let summary = fields.string(fields.has("summary") ? "summary" : "title", maximum: 300, required: true)
        let start = moment(&fields, names: ["start", "startDate", "dtstart"], required: true)
        let end = moment(&fields, names: ["end", "endDate", "dtend"], required: false)
        let place = fields.string("location", maximum: 300)
        let notes = fields.string("description", maximum: 1_500)
        let url = fields.string("url", maximum: Destination.maximumLength)
        let organizer = fields.string("organizer", maximum: 254)
        guard let summary, let start else { return nil }
        if let end, end.sortKey < start.sortKey { fields.fault("end", "end lies before start") }
        return ContentLine.join([
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Waymark//EN", "BEGIN:VEVENT",
            "UID:\(identifier(summary, start.line))@waymark", "DTSTAMP:\(start.stamp)",
            "SUMMARY:\(ContentLine.escape(summary))", "DTSTART\(start.line)", end.map { "DTEND\($0.line)" },
            place.map { "LOCATION:\(ContentLine.escape($0))" }, notes.map { "DESCRIPTION:\(ContentLine.escape($0))" },
            url.map { "URL:\(ContentLine.plain($0))" }, organizer.map { "ORGANIZER:mailto:\(ContentLine.plain($0))" },
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

    /// A start or an end: a moment in UTC, or a whole day.
    private struct Moment {
        /// What follows `DTSTART`: `:20260521T150000Z` or `;VALUE=DATE:20260521`.
        let line: String
        /// The moment in UTC, for `DTSTAMP`.
        let stamp: String
        /// Sorts by time.
        var sortKey: String { stamp }
    }

    private static func moment(_ fields: inout FieldReader, names: [String], required: Bool) -> Moment? {
        let name = names.first { fields.has($0) } ?? names[0]
        guard let text = fields.string(name, maximum: 40, required: required) else { return nil }
        if let time = Timestamp(iso8601: text) {
            let digits = time.iso8601.prefix(19).filter { $0 != "-" && $0 != ":" }
            return Moment(line: ":\(digits)Z", stamp: "\(digits)Z")
        }
        if text.count == 10, Timestamp(iso8601: text + "T00:00:00Z") != nil {
            let digits = text.filter { $0 != "-" }
            return Moment(line: ";VALUE=DATE:\(digits)", stamp: "\(digits)T000000Z")
        }
        fields.fault(name, "\(name) must be ISO 8601 with a zone such as 2026-05-21T15:00:00Z, or a date: 2026-05-21")
        return nil
    }

    /// A stable `UID`: the same event always makes the same symbol. FNV-1a, 64 bits.
    private static func identifier(_ parts: String...) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in parts.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
