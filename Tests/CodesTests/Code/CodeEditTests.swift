// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Edits of codes")
struct CodeEditTests {
    /// A code with every setting, in its fourth version, made an hour ago.
    private let code: Code

    init() throws {
        var code = Code(
            id: try #require(CodeID("poster")),
            account: AccountID(1),
            payload: Payload(stored: .url, text: "https://example.com/"),
            settings: CodeSettings(
                name: "Poster",
                description: "On every bus",
                tags: [try #require(Tag("spring"))],
                imageFormat: "svg",
                style: ["color": "red", "margin": 3],
                status: .inactive,
                redirectStatus: .movedPermanently,
                forwardQuery: true,
                expiresAt: now.adding(.seconds(60)),
                fallback: Destination(stored: "https://example.com/over"),
            ),
            createdAt: now.adding(.seconds(-3_600)),
        )
        code.number = 7
        code.version = 4
        self.code = code
    }

    private func put(_ fields: [String: JSONValue], version: Int? = nil) throws(CodeError) -> Code {
        try CodeEdit(fields: fields, form: .destination, expectedVersion: version, rules: rules).apply(to: code)
    }

    private func patch(_ fields: [String: JSONValue], version: Int? = nil, of other: Code? = nil) throws(CodeError)
        -> Code
    {
        try CodeEdit(fields: fields, form: .mergePatch, expectedVersion: version, rules: rules).apply(to: other ?? code)
    }

    @Test("PUT changes the destination, and the status where it is given")
    func putDestination() throws {
        let moved = try put(["destination": "https://example.com/new"])
        #expect(moved.payload == Payload(stored: .url, text: "https://example.com/new"))
        #expect(moved.settings == code.settings)
        #expect(moved.updatedAt == now)
        #expect([moved.number, Int64(moved.version)] == [7, 4])
        #expect([moved.createdAt] == [code.createdAt] && moved.id == code.id)
        #expect(try put(["destination": "https://example.com/", "status": "active"]).settings.status == .active)
    }

    /// Bodies of a PUT and where their faults are.
    static let refusedPuts: [([String: JSONValue], [String])] = [
        ([:], ["/destination"]), (["destination": nil], ["/destination"]), (["destination": 1], ["/destination"]),
        (["destination": "javascript:alert(1)"], ["/destination"]),
        (["data": "https://a.com/"], ["/destination", "/data"]),
        (["destination": "https://a.com/", "status": "x", "name": "y"], ["/status", "/name"]),
        (["destination": "https://a.com/", "dataType": "url"], ["/dataType"]),
    ]

    @Test("PUT takes nothing else", arguments: refusedPuts)
    func refusedPut(_ fields: [String: JSONValue], _ places: [String]) {
        #expect(pointers { () throws(CodeError) in try put(fields) } == places)
    }

    @Test("a patch that changes nothing is no edit: the time of the last one stays")
    func emptyPatch() throws {
        #expect(code.updatedAt != now)
        #expect(try patch([:]) == code)
        #expect(try patch(["data": "https://example.com/", "style": [:]]) == code)
    }

    @Test("null sets every setting back to its default, and leaves the others")
    func nulls() throws {
        let names = [
            "name", "description", "tags", "returnType", "status", "redirectStatus", "forwardQuery", "expiresAt",
            "fallbackUrl", "style",
        ]
        let all = try patch(Dictionary(uniqueKeysWithValues: names.map { ($0, JSONValue.null) }))
        #expect(all.settings == CodeSettings())
        #expect(all.payload == code.payload)
        for name in names {
            let one = try patch([name: nil])
            #expect(one.settings != code.settings, "\(name) was not set back")
            #expect(one.settings != CodeSettings())
        }
    }

    /// Patches of styling fields and what becomes of `{"color": "red", "margin": 3}`.
    static let styles: [([String: JSONValue], [String: JSONValue])] = [
        (["margin": 5], ["color": "red", "margin": 5]), (["style": ["margin": 5]], ["color": "red", "margin": 5]),
        (["margin": nil], ["color": "red"]), (["style": ["color": nil]], ["margin": 3]),
        (["style": nil], [:]), (["style": nil, "margin": 1], ["margin": 1]),
        (["style": ["margin": 5], "margin": 6], ["color": "red", "margin": 6]),
        (["style": [:]], ["color": "red", "margin": 3]),
    ]

    @Test("styling fields are merged into the style, nested or beside the others", arguments: styles)
    func mergesStyle(_ fields: [String: JSONValue], _ style: [String: JSONValue]) throws {
        #expect(try patch(fields).settings.style == style)
    }

    @Test("a style that a patch does not touch is not checked again")
    func oldStyle() throws {
        var old = code
        old.settings.style = ["gone": true]
        #expect(try patch(["name": "x"], of: old).settings.style == ["gone": true])
        #expect(pointers { () throws(CodeError) in try patch(["margin": 1], of: old) } == ["/gone"])
    }

    /// Patches of what a code carries and what it becomes.
    static let payloads: [([String: JSONValue], Payload)] = [
        (["destination": "https://a.com/"], Payload(stored: .url, text: "https://a.com/")),
        (["data": "https://a.com/"], Payload(stored: .url, text: "https://a.com/")),
        (["data": ["url": "https://a.com/"]], Payload(stored: .url, text: "https://a.com/")),
        (["data": "112", "dataType": "phone"], Payload(stored: .phone, text: "tel:112")),
        (["destination": "tel:112", "dataType": "phone"], Payload(stored: .phone, text: "tel:112")),
        (["dataType": "url"], Payload(stored: .url, text: "https://example.com/")),
    ]

    @Test("a patch may give data, or the destination that codes show, with another type", arguments: payloads)
    func patchesPayload(_ fields: [String: JSONValue], _ expected: Payload) throws {
        #expect(try patch(fields).payload == expected)
    }

    /// Patches that are refused and where their faults are.
    static let refusedPatches: [([String: JSONValue], [String])] = [
        (["dataType": "phone"], ["/dataType"]), (["dataType": "fax"], ["/dataType"]), (["data": nil], ["/data"]),
        (["destination": nil], ["/destination"]), (["data": "not a url"], ["/data"]),
        (["data": "https://a.com/", "destination": "https://a.com/"], ["/destination"]),
        (["slug": "new", "id": "x", "createdAt": "x"], ["/createdAt", "/id", "/slug"]),
        (["expiresAt": "2020-01-01", "name": 1], ["/name", "/expiresAt"]),
        (["style": ["margin": 99], "color": 1], ["/color", "/style/margin"]), (["style": 1], ["/style"]),
        (["redirectStatus": 404, "returnType": "bmp"], ["/redirectStatus", "/returnType"]),
    ]

    @Test("a patch is refused with every fault at its field", arguments: refusedPatches)
    func refusedPatch(_ fields: [String: JSONValue], _ places: [String]) {
        #expect(pointers { () throws(CodeError) in try patch(fields) } == places)
    }

    @Test("an edit of another version than the current one is refused, before anything else")
    func versions() throws {
        #expect(try patch(["name": "x"], version: 4).settings.name == "x")
        #expect(throws: CodeError.versionMismatch(current: 4)) { try patch(["name": 1], version: 3) }
        #expect(throws: CodeError.versionMismatch(current: 4)) { try put([:], version: 5) }
        #expect(throws: CodeError.versionMismatch(current: 4)) { try CodeEdit.check(0, against: code) }
    }

    @Test("a clock that was set back does not move the time of the last edit back")
    func clockSetBack() throws {
        var later = code
        later.updatedAt = now.adding(.seconds(5))
        #expect(try patch(["name": "x"], of: later).updatedAt == later.updatedAt)
    }

    @Test("an end that has passed is taken: it ends the code at once, and stands in the way of no other edit")
    func expired() throws {
        let ended = try patch(["expiresAt": "2026-05-21T14:59:59.999Z"])
        #expect(ended.settings.expiresAt == now.adding(.milliseconds(-1)))
        #expect(try patch(["name": "x"], of: ended).settings.expiresAt == ended.settings.expiresAt)
    }
}
