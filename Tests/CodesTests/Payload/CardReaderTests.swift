// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

/// vobject and icalendar read what is composed: a value that breaks out of its line shows as another property.
@Suite("Independent readers find in cards and events what went in")
struct CardReaderTests {
    /// Line breaks of a value as readers give them back.
    private func read(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\u{2028}", with: "\n")
            .replacing("\u{2029}", with: "\n")
    }

    private static func start(of text: String, bytes count: Int) -> String {
        var text = text
        while text.utf8.count > count { text.removeLast() }
        return text
    }

    /// Every hostile value, alone, in a long text and repeated over many lines.
    private static let values: [String] = Hostile.allCases.filter(\.isProse).flatMap { hostile in
        [
            hostile.rawValue, start(of: "x" + String(repeating: hostile.rawValue, count: 40), bytes: 900),
            "\(hostile.rawValue)|",
        ]
    }

    /// The URL has no comma: vobject takes a URI, which has no escapes (RFC 2426 section 3.6.8), for a text, which has.
    @Test("vobject reads vCards")
    func cards() async throws {
        let lines = Hostile.allCases.filter(\.isLine).map(\.rawValue)
        let texts = try Self.values.enumerated().map { index, value in
            let line = JSONValue.string(lines[index % lines.count])
            let prose = JSONValue.string(Self.start(of: value, bytes: 400))
            return try payload(
                .vcard,
                [
                    "firstName": line, "lastName": "L", "org": line, "title": line, "phone": line,
                    "emails": [line, "e"],
                    "url": "https://example.com/a?b=c&d#e", "address": prose, "note": .string(value),
                ],
            )
        }
        for (index, (card, value)) in zip(try await CardReader.read(texts), Self.values).enumerated() {
            let line = lines[index % lines.count]
            let names: Set = ["VERSION", "N", "FN", "ORG", "TITLE", "TEL", "EMAIL", "URL", "ADR", "NOTE"]
            #expect(Set(card.keys) == names)
            #expect(card["N"] == ["L\u{1F}\(read(line))\u{1F}\u{1F}\u{1F}"])
            #expect(card["FN"] == [read(line) + " L"])
            #expect(card["ORG"] == [read(line)])
            #expect(card["TITLE"] == [read(line)])
            #expect(card["TEL"] == [read(line)])
            #expect(card["EMAIL"] == [read(line), "e"])
            #expect(card["URL"] == ["https://example.com/a?b=c&d#e"])
            #expect(card["ADR"] == ["\u{1F}\u{1F}\(read(Self.start(of: value, bytes: 400)))\u{1F}\u{1F}\u{1F}\u{1F}"])
            #expect(card["NOTE"] == [read(value)])
        }
    }

    @Test("icalendar reads events")
    func events() async throws {
        let lines = Hostile.allCases.filter(\.isLine).map(\.rawValue)
        let texts = try Self.values.enumerated().map { index, value in
            let line = JSONValue.string(lines[index % lines.count])
            let fields: JSONValue = [
                "title": line, "start": "2026-05-21T17:00:00.000+02:00", "end": "2026-05-22T00:00:00Z",
                "location": line,
                "description": .string(value), "url": "https://example.com/a,b;c", "organizer": "a+b@example.com",
            ]
            return try payload(.vcalendar, fields)
        }
        for (index, (event, value)) in zip(try await CardReader.read(texts), Self.values).enumerated() {
            let line = lines[index % lines.count]
            #expect(event.count == 11)
            #expect(event["SUMMARY"] == [read(line)])
            #expect(event["LOCATION"] == [read(line)])
            #expect(event["DESCRIPTION"] == [read(value)])
            #expect(event["DTSTART"] == ["2026-05-21T15:00:00+00:00"])
            #expect(event["DTSTAMP"] == ["2026-05-21T15:00:00+00:00"])
            #expect(event["DTEND"] == ["2026-05-22T00:00:00+00:00"])
            #expect(event["URL"] == ["https://example.com/a,b;c"])
            #expect(event["ORGANIZER"] == ["mailto:a+b@example.com"])
        }
    }

    @Test("icalendar reads whole days")
    func wholeDays() async throws {
        let texts = [try payload(.vcalendar, ["title": "Fair", "start": "2026-05-21", "end": "2026-05-24"])]
        let event = try #require(try await CardReader.read(texts).first)
        #expect(event["DTSTART"] == ["2026-05-21"])
        #expect(event["DTEND"] == ["2026-05-24"])
    }
}
