// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Drafts of codes")
struct CodeDraftTests {
    private func draft(_ fields: [String: JSONValue]) throws(CodeError) -> CodeDraft {
        try CodeDraft(fields: fields, rules: rules)
    }

    @Test("data is enough; the rest is as api.md says")
    func least() throws {
        let draft = try draft(["data": "https://example.com/"])
        #expect(draft.slug == nil)
        #expect(draft.payload == Payload(stored: .url, text: "https://example.com/"))
        #expect(draft.settings == CodeSettings())
        #expect(draft.settings.imageFormat == "png")
        #expect(draft.settings.redirectStatus == .found)
        #expect(draft.settings.status == .active)
    }

    @Test("every field is taken")
    func all() throws {
        let draft = try draft([
            "data": ["phone": "112"], "dataType": "phone", "slug": "Help-112", "name": "Räddning 🚑",
            "description": "a\nb",
            "tags": ["b", " a ", "b"], "returnType": "SVG", "status": "inactive", "redirectStatus": 308,
            "forwardQuery": true, "expiresAt": "2026-05-21T17:00:00.001+02:00",
            "fallbackUrl": "https://example.com/over",
            "color": "red", "style": ["margin": 3],
        ])
        #expect(draft.slug?.text == "Help-112")
        #expect(draft.payload == Payload(stored: .phone, text: "tel:112"))
        let settings = CodeSettings(
            name: "Räddning 🚑",
            description: "a\nb",
            tags: [try #require(Tag("b")), try #require(Tag("a"))],
            imageFormat: "svg",
            style: ["color": "red", "margin": 3],
            status: .inactive,
            redirectStatus: .permanentRedirect,
            forwardQuery: true,
            expiresAt: Timestamp(milliseconds: now.milliseconds + 1),
            fallback: Destination(stored: "https://example.com/over"),
        )
        #expect(draft.settings == settings)
    }

    @Test("null is as good as nothing")
    func nulls() throws {
        let names = [
            "dataType", "slug", "name", "description", "tags", "returnType", "status", "redirectStatus", "forwardQuery",
            "expiresAt", "fallbackUrl", "color", "style",
        ]
        var fields = Dictionary(uniqueKeysWithValues: names.map { ($0, JSONValue.null) })
        fields["data"] = "https://example.com/"
        #expect(try draft(fields).settings == CodeSettings())
    }

    @Test("every fault is told at once, each at its field")
    func everyFault() {
        let found = faults { () throws(CodeError) in
            try draft([
                "dataType": "fax", "slug": "a b", "name": 1, "description": true, "tags": ["ok", ""],
                "returnType": "gif",
                "status": "paused", "redirectStatus": 200, "forwardQuery": "yes", "expiresAt": "tomorrow",
                "fallbackUrl": "ftp://a.com", "color": 5, "style": ["margin": 99, "shape": "x"], "colour": "red",
            ])
        }
        #expect(
            found.map(\.pointer) == [
                "/dataType", "/data", "/slug", "/name", "/description", "/tags/1", "/status", "/forwardQuery",
                "/redirectStatus", "/expiresAt", "/fallbackUrl", "/returnType", "/color", "/style/margin",
                "/style/shape",
                "/colour",
            ])
        #expect(found.filter { $0.kind == .missing }.map(\.pointer) == ["/data"])
        #expect(found.filter { $0.kind == .unknown }.map(\.pointer) == ["/style/shape", "/colour"])
        #expect(
            found.filter { $0.kind == .wrongType }.map(\.pointer) == [
                "/name", "/description", "/forwardQuery", "/color",
            ])
        #expect(found.first { $0.pointer == "/redirectStatus" }?.detail.contains("301, 302, 307 and 308") == true)
    }

    /// A field, a value that is out of its bounds, and where the fault is.
    static let outOfBounds: [(String, JSONValue, String)] = [
        ("data", nil, "/data"), ("data", 1, "/data"), ("data", "", "/data"),
        ("data", "https://qr.example.com/r/x", "/data"),
        ("slug", "", "/slug"), ("slug", .string(String(repeating: "a", count: 65)), "/slug"), ("slug", "api", "/slug"),
        ("name", .string(String(repeating: "a", count: 121)), "/name"),
        ("name", .string(String(repeating: "👩‍👩‍👧‍👦", count: 100)), "/name"), ("name", "a\nb", "/name"),
        ("name", "a\u{0}b", "/name"),
        ("description", .string(String(repeating: "a", count: 2_001)), "/description"),
        ("description", "a\u{0}b", "/description"), ("tags", "spring", "/tags"), ("tags", [1], "/tags/0"),
        ("tags", .array((0..<51).map { .string("t\($0)") }), "/tags"),
        ("tags", ["a", .string(String(repeating: "a", count: 65))], "/tags/1"), ("returnType", "", "/returnType"),
        ("returnType", "constructor", "/returnType"), ("status", "ACTIVE", "/status"),
        ("redirectStatus", "302", "/redirectStatus"),
        ("redirectStatus", 302.5, "/redirectStatus"), ("redirectStatus", 303, "/redirectStatus"),
        ("expiresAt", "2026-05-21T15:00:00", "/expiresAt"), ("expiresAt", "2026-05-21", "/expiresAt"),
        ("expiresAt", 1, "/expiresAt"),
        ("fallbackUrl", "https://QR.example.com/", "/fallbackUrl"), ("fallbackUrl", "", "/fallbackUrl"),
        ("style", "x", "/style"),
        ("style", ["color": 1], "/style/color"), ("margin", -1, "/margin"), ("id", "x", "/id"), ("", 1, "/"),
    ]

    @Test("a value out of its bounds is a fault at its field, and the only one", arguments: outOfBounds)
    func bounds(_ name: String, _ value: JSONValue, _ pointer: String) {
        var fields: [String: JSONValue] = ["data": "https://example.com/"]
        fields[name] = value
        #expect(pointers { () throws(CodeError) in try draft(fields) } == [pointer])
    }

    @Test("a name may have 120 characters, however many bytes they take up to 480")
    func longName() throws {
        let name = String(repeating: "語", count: 120)
        #expect(try draft(["data": "https://example.com/", "name": .string(name)]).settings.name == name)
    }

    @Test("an empty name is no name")
    func emptyName() throws {
        #expect(try draft(["data": "https://example.com/", "name": ""]).settings.name == nil)
    }
}
