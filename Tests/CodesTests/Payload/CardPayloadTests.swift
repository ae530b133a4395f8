// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Cards, events and networks")
struct CardPayloadTests {
    /// What is sent and what it makes.
    static let cases: [(DataType, JSONValue, String)] = [
        (
            .wifi, ["ssid": #"a;b:c,d"e\f"#, "password": #"\;:,""#, "security": "WPA2", "hidden": true],
            #"WIFI:T:WPA;S:a\;b\:c\,d\"e\\f;P:\\\;\:\,\";H:true;;"#,
        ),
        (.wifi, ["ssid": "Café"], "WIFI:T:nopass;S:Café;;"),
        (.wifi, ["ssid": "x", "password": "abcde", "type": "wep", "hidden": false], "WIFI:T:WEP;S:x;P:abcde;;"),
        (.wifi, ["ssid": "x", "password": ""], "WIFI:T:nopass;S:x;;"),
        (.wifi, "WIFI:S:x;;", "WIFI:S:x;;"),
        (
            .mecard,
            [
                "firstName": "Jane", "lastName": "Doe, Jr", "phone": "1", "phones": ["2"], "birthday": "1990-05-21",
                "note": "a\r\nb",
            ],
            #"MECARD:N:Doe\, Jr,Jane;TEL:1;TEL:2;BDAY:19900521;NOTE:a b;;"#,
        ),
        (.mecard, ["name": "Doe, Jane", "url": "https://a.com/"], #"MECARD:N:Doe\, Jane;URL:https\://a.com/;;"#),
        (.mecard, ["lastName": "Doe"], "MECARD:N:Doe;;"),
        (
            .vcard,
            [
                "name": "Ada Maria Lindqvist", "company": "N; F, S", "website": "https://a.com/?a,b;c",
                "address": "S 1\nL",
            ],
            """
            BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lindqvist;Ada Maria;;;\r\nFN:Ada Maria Lindqvist\r\nORG:N\\; F\\, S\r\n\
            URL:https://a.com/?a,b;c\r\nADR:;;S 1\\nL;;;;\r\nEND:VCARD\r\n
            """,
        ),
        (
            .vcard, ["lastName": "van Dyk"],
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:van Dyk;;;;\r\nFN:van Dyk\r\nEND:VCARD\r\n",
        ),
        (
            .vcard, ["name": "Cher", "note": ""],
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Cher;;;\r\nFN:Cher\r\nEND:VCARD\r\n",
        ),
    ]

    @Test("objects are put together by the type's standard", arguments: cases)
    func composes(_ type: DataType, _ data: JSONValue, _ text: String) throws {
        let made = try Payload(type, data: data, refusing: ownHosts)
        #expect(made.text == text)
        #expect(made.location == nil)
        #expect(try payload(type, .string(text)) == text)
    }

    @Test("an event has its times in UTC, and a stable identifier")
    func event() throws {
        let data: JSONValue = [
            "summary": "Opening, day; one", "start": "2026-05-21T15:00:00Z", "end": "2026-05-21T18:30:00+02:00",
            "location": "Lund", "organizer": "jane@example.com", "url": "https://example.com/",
        ]
        let text = try payload(.vcalendar, data)
        let uid = try #require(text.firstMatch(of: /UID:([0-9a-f]+)@waymark/)).1
        #expect(
            text == """
                BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Waymark//EN\r\nBEGIN:VEVENT\r\nUID:\(uid)@waymark\r\n\
                DTSTAMP:20260521T150000Z\r\nSUMMARY:Opening\\, day\\; one\r\nDTSTART:20260521T150000Z\r\n\
                DTEND:20260521T163000Z\r\nLOCATION:Lund\r\nURL:https://example.com/\r\n\
                ORGANIZER:mailto:jane@example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n
                """)
        #expect(try payload(.vcalendar, data) == text)
        #expect(try payload(.vcalendar, ["title": "Other", "start": "2026-05-21"]).contains(uid) == false)
    }

    @Test("an event that ends as it starts has no end", arguments: ["2026-05-21", "2026-05-21T15:00:00Z"])
    func noEnd(_ time: String) throws {
        let text = try payload(.vcalendar, ["title": "Fair", "startDate": .string(time), "endDate": .string(time)])
        #expect(!text.contains("DTEND"))
        #expect(text.contains(time.count == 10 ? "DTSTART;VALUE=DATE:20260521\r\n" : "DTSTART:20260521T150000Z\r\n"))
    }

    /// What is refused, and where the faults are.
    static let refused: [(DataType, JSONValue, [String])] = [
        (.wifi, "Guests", ["/data"]), (.wifi, "WIFI:T:WPA;;", ["/data"]), (.wifi, "WIFI:S:;;", ["/data"]),
        (.wifi, "WIFI:S:x", ["/data"]), (.wifi, "WIFI:P:a\\;S:x;;", ["/data"]), (.wifi, "WIFI:S:a\nb;;", ["/data"]),
        (.wifi, [:], ["/data/ssid"]), (.wifi, ["ssid": ""], ["/data/ssid"]),
        (.wifi, ["ssid": "x", "security": "WPA"], ["/data/password"]),
        (.wifi, ["ssid": "x", "password": "abc", "security": "open"], ["/data/password"]),
        (.wifi, ["ssid": "x", "security": "WPA9"], ["/data/security"]),
        (
            .wifi,
            [
                "ssid": .string(String(repeating: "x", count: 33)),
                "password": .string(String(repeating: "x", count: 64)),
            ],
            ["/data/ssid", "/data/password"],
        ),
        (.wifi, ["ssid": 1, "password": true, "hidden": "no"], ["/data/ssid", "/data/password", "/data/hidden"]),
        (.mecard, "MECARD:TEL:1;;", ["/data"]), (.mecard, "N:x;;", ["/data"]), (.mecard, [:], ["/data/name"]),
        (.mecard, ["name": "x", "birthday": "19900231"], ["/data/birthday"]),
        (.mecard, ["name": "x", "birthday": "+9900521"], ["/data/birthday"]),
        (.mecard, ["name": "x", "url": "javascript:alert(1)"], ["/data/url"]),
        (.vcard, "Jane", ["/data"]), (.vcard, "BEGIN:VCARD", ["/data"]), (.vcard, ["name": ""], ["/data/name"]),
        (.vcard, ["firstName": " ", "lastName": " "], ["/data/name"]), (.vcard, ["firstName": 1], ["/data/firstName"]),
        (
            .vcard, ["name": "x", "url": "example", "phones": ["1", 2], "emails": "a", "org": ["x"], "age": 3],
            ["/data/org", "/data/phones/1", "/data/emails", "/data/url", "/data/age"],
        ),
        (.vcard, ["name": "x", "phones": ["1", "2\r\nTEL:666"]], ["/data/phones/1"]),
        (.vcalendar, "Fair", ["/data"]), (.vcalendar, "BEGIN:VCALENDAR", ["/data"]),
        (.vcalendar, [:], ["/data/title", "/data/start"]),
        (.vcalendar, ["title": "x", "start": "tomorrow"], ["/data/start"]),
        (.vcalendar, ["title": "x", "start": "2026-02-30"], ["/data/start"]),
        (.vcalendar, ["title": "x", "start": "2026-05-21T15:00:00"], ["/data/start"]),
        (.vcalendar, ["title": "x", "dtstart": "2026-05-21", "dtend": "2026-05-20"], ["/data/dtend"]),
        (.vcalendar, ["title": "x", "start": "2026-05-21", "end": "2026-05-22T00:00:00Z"], ["/data/end"]),
        (.vcalendar, ["title": "x", "start": "2026-05-21", "organizer": "jane\r\nX:1"], ["/data/organizer"]),
        (.vcalendar, ["title": "x", "start": "2026-05-21", "organizer": "jane"], ["/data/organizer"]),
    ]

    @Test("what is not of the type's form is refused, with every fault at its field", arguments: refused)
    func refuses(_ type: DataType, _ data: JSONValue, _ places: [String]) {
        #expect(pointers { () throws(CodeError) in try payload(type, data) } == places)
    }

    @Test("lines of more than 75 octets are folded between characters", arguments: ["a", "ö", "語", "🎈", "👩‍👩‍👧‍👦"])
    func folds(_ character: String) throws {
        let note = String(repeating: character, count: 400 / character.utf8.count)
        for text in [
            try payload(.vcard, ["name": "x", "note": .string(note)]),
            try payload(.vcalendar, ["title": "x", "start": "2026-05-21", "description": .string(note)]),
        ] {
            // By scalars: a fold and a joiner behind it are one character to Swift.
            let scalars = Array(text.unicodeScalars)
            let lines = scalars.split(separator: "\n").map { String(String.UnicodeScalarView($0)).utf8.count - 1 }
            #expect(lines.max() ?? 0 <= 75)
            // None is shorter than it has to be: the next character has no room any more.
            #expect(lines.contains { $0 > 75 - 4 })
            let unfolded = String(String.UnicodeScalarView(scalars.replacing(["\r", "\n", " "], with: [])))
            #expect(unfolded.contains(":\(note)\r\n"))
        }
    }

    @Test("a line of 75 octets stays whole, one more folds it")
    func foldsAtTheLimit() throws {
        let title = String(repeating: "x", count: 75 - "SUMMARY:".count)
        let start: JSONValue = "2026-05-21"
        #expect(try payload(.vcalendar, ["title": .string(title), "start": start]).contains("SUMMARY:\(title)\r\n"))
        let longer = try payload(.vcalendar, ["title": .string(title + "y"), "start": start])
        #expect(longer.contains("SUMMARY:\(title)\r\n y\r\n"))
    }

    @Test("the short form is split by its own rules into what went in", arguments: Hostile.allCases.filter(\.isLine))
    func shortForm(_ hostile: Hostile) throws {
        let text = try payload(.wifi, ["ssid": "s", "password": .string(hostile.rawValue), "security": "WPA"])
        // Unescaped semicolons end fields; scalars, because readers know no grapheme clusters.
        var fields: [String.UnicodeScalarView] = [String.UnicodeScalarView()]
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped || (scalar != "\\" && scalar != ";") { fields[fields.count - 1].append(scalar) }
            if scalar == ";", !isEscaped { fields.append(String.UnicodeScalarView()) }
            isEscaped = scalar == "\\" && !isEscaped
        }
        #expect(fields.map { String($0) } == ["WIFI:T:WPA", "S:s", "P:\(hostile.rawValue)", "", ""])
    }
}
