// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Rules, variants, sources and tags of codes")
struct RoutingTests {
    private func draft(_ fields: [String: JSONValue]) throws(CodeError) -> CodeDraft {
        var fields = fields
        fields["data"] = "https://example.com/"
        return try CodeDraft(fields: fields, rules: rules)
    }

    private static let everything: [String: JSONValue] = [
        "rules": [
            [
                "device": "Mobile", "os": ["ios", "android"], "language": ["PT-br"], "country": "br",
                "time": ["days": ["mon", "fri"], "from": "09:00", "to": "24:00", "zone": "America/Sao_Paulo"],
                "destination": "https://example.com/a",
            ],
            [
                "device": ["desktop"],
                "variants": [
                    ["destination": "https://example.com/b", "weight": 3], ["destination": "https://example.com/c"],
                ],
                "utm": ["term": "x"],
            ],
        ],
        "variants": [["destination": "https://example.com/d"], ["destination": "https://example.com/e", "weight": 9]],
        "utm": ["source": "poster", "campaign": "Frühling & Co"], "sources": ["north", "south-2"],
    ]

    @Test("everything is taken, and comes back as it is stored")
    func roundTrip() throws {
        let routing = try draft(Self.everything).settings.routing
        #expect(routing.rules.count == 2)
        #expect(routing.rules[0].conditions.countries == ["BR"])
        #expect(routing.rules[0].conditions.languages == ["pt-br"])
        #expect(routing.rules[0].conditions.window?.end == 1_440)
        #expect(routing.rules[1].targets.map(\.weight) == [3, 1])
        #expect(routing.sources == ["north", "south-2"])
        #expect(Routing(stored: routing.members) == routing)
        #expect(Routing(stored: ["rules": "x"]) == nil)
    }

    @Test("nothing is the plain routing")
    func plain() throws {
        #expect(try draft([:]).settings.routing.isPlain)
        #expect(try draft(["rules": nil, "variants": nil, "utm": nil, "sources": nil]).settings.routing.isPlain)
        #expect(Routing(stored: [:])?.isPlain == true)
    }

    private static let landing: JSONValue = "https://example.com/a"

    /// Fields with one fault, and where it is.
    static let faulty: [([String: JSONValue], String)] = [
        (["rules": "x"], "/rules"), (["rules": [1]], "/rules/0"),
        (["rules": .array(Array(repeating: ["device": "mobile", "destination": landing], count: 21))], "/rules"),
        (["rules": [["destination": landing]]], "/rules/0/device"),
        (["rules": [["device": "mobile"]]], "/rules/0/destination"),
        (["rules": [["device": "phone", "destination": landing]]], "/rules/0/device/0"),
        (["rules": [["device": [], "destination": landing]]], "/rules/0/device"),
        (["rules": [["country": ["FR", "FRA"], "destination": landing]]], "/rules/0/country/1"),
        (["rules": [["country": ["FR", "XX"], "destination": landing]]], "/rules/0/country/1"),
        (["rules": [["country": "ZZ", "destination": landing]]], "/rules/0/country/0"),
        (["rules": [["country": "uk", "destination": landing]]], "/rules/0/country/0"),
        (["rules": [["language": "english", "destination": landing]]], "/rules/0/language/0"),
        (["rules": [["os": "beos", "destination": landing]]], "/rules/0/os/0"),
        (["rules": [["country": "FR", "destination": "ftp://a.b"]]], "/rules/0/destination"),
        (["rules": [["country": "FR", "destination": "https://qr.example.com/r/x"]]], "/rules/0/destination"),
        (["rules": [["country": "FR", "destination": landing, "to": 1]]], "/rules/0/to"),
        (["rules": [["time": ["from": "09:00"], "destination": landing]]], "/rules/0/time/zone"),
        (["rules": [["time": ["zone": "Mars/Olympus"], "destination": landing]]], "/rules/0/time/zone"),
        (["rules": [["time": ["zone": "PST"], "destination": landing]]], "/rules/0/time/zone"),
        (["rules": [["time": ["zone": "UTC", "from": "9:00"], "destination": landing]]], "/rules/0/time/from"),
        (["rules": [["time": ["zone": "UTC", "to": "24:01"], "destination": landing]]], "/rules/0/time/to"),
        (
            ["rules": [["time": ["zone": "UTC", "from": "10:00", "to": "10:00"], "destination": landing]]],
            "/rules/0/time/to",
        ),
        (["rules": [["time": ["zone": "UTC", "days": ["monday"]], "destination": landing]]], "/rules/0/time/days/0"),
        (["variants": [["destination": landing]]], "/variants"),
        (["variants": [["destination": landing], ["destination": landing, "weight": 0]]], "/variants/1/weight"),
        (["variants": [["destination": landing], ["weight": 2]]], "/variants/1/destination"),
        (["variants": .array(Array(repeating: ["destination": landing], count: 5))], "/variants"),
        (["utm": ["source": "a\nb"]], "/utm/source"), (["utm": ["medium": 1]], "/utm/medium"),
        (["utm": ["id": "x"]], "/utm/id"), (["utm": []], "/utm"),
        (["sources": ["a\nb"]], "/sources/0"), (["sources": ["a", "a"]], "/sources/1"),
        (["sources": [""]], "/sources/0"), (["sources": [" \u{A0}"]], "/sources/0"),
        (["sources": ["a", "b\u{2028}c"]], "/sources/1"), (["sources": ["b\u{85}c"]], "/sources/0"),
        (["sources": ["caf\u{E9}", "cafe\u{301}"]], "/sources/1"),
        (["sources": [.string(String(repeating: "é", count: 32) + "x")]], "/sources/0"),
        (["sources": ["a", "b", "c", "d", "e", "f", "g"]], "/sources"), (["scanLimit": 0], "/scanLimit"),
        (["password": "abc"], "/password"), (["secure": ["password"]], "/password"),
        (["secure": ["expire"]], "/expiresAt"), (["secure": ["lock"]], "/secure/0"),
        (["secure": ["encrypt"], "rules": [["device": "mobile", "destination": landing]]], "/secure"),
        (["secure": [], "password": "open sesame"], "/secure"),
    ]

    @Test(
        "a source is any text of a line, of up to 64 bytes",
        arguments: ["Spring Flyer / Zürich & co", "50 % off?#", "🏳️‍🌈 门口", String(repeating: "é", count: 32), "."],
    )
    func sources(_ name: String) throws {
        let routing = try draft(["sources": [.string(name), "other"]]).settings.routing
        #expect(routing.sources == [name, "other"])
        #expect(Routing(stored: routing.members) == routing)
    }

    @Test("a fault is told where it is, once", arguments: faulty)
    func faults(_ fields: [String: JSONValue], _ pointer: String) {
        let found = pointers { () throws(CodeError) in try draft(fields) }
        #expect(found.contains(pointer), "\(found)")
    }

    @Test("an edit replaces lists and merges tags; null takes them away")
    func edits() throws {
        var code = Code(
            id: try #require(CodeID("poster")),
            account: AccountID(1),
            payload: Payload(stored: .url, text: "https://example.com/"),
            settings: try draft(Self.everything).settings,
            createdAt: now,
        )
        func patch(_ fields: [String: JSONValue]) throws -> Routing {
            let edit = CodeEdit(fields: fields, form: .mergePatch, expectedVersion: nil, rules: rules)
            code = try edit.apply(to: code)
            return code.settings.routing
        }
        #expect(
            try patch(["utm": ["source": nil, "medium": "print"]]).utm?.values == [
                "campaign": "Frühling & Co", "medium": "print",
            ])
        #expect(try patch(["name": "x"]).rules.count == 2)
        #expect(try patch(["rules": nil, "utm": nil, "variants": []]) == Routing(sources: ["north", "south-2"]))
    }

    @Test("tags are added to a query that does not have them, and encoded")
    func tags() throws {
        let tags = try #require(CampaignTags(["source": "a b", "campaign": "é&"]))
        #expect(tags.parameters(missingIn: "https://a.com/") == "utm_source=a%20b&utm_campaign=%C3%A9%26")
        #expect(tags.parameters(missingIn: "https://a.com/?utm_source=x#f") == "utm_campaign=%C3%A9%26")
        #expect(tags.parameters(missingIn: "https://a.com/#?utm_source=x") == "utm_source=a%20b&utm_campaign=%C3%A9%26")
    }
}
