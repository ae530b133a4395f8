// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Locked codes")
struct CodeLockTests {
    /// A locked code in its second version, with something of everything that a lock keeps.
    private let code: Code

    init() throws {
        let destination = Destination(stored: "https://example.com/a")
        code = Code(
            id: try #require(CodeID("poster")),
            account: AccountID(1),
            payload: Payload(stored: .url, text: "https://example.com/"),
            settings: CodeSettings(
                forwardQuery: true,
                expiresAt: now.adding(.seconds(60)),
                fallback: Destination(stored: "https://example.com/over"),
                routing: Routing(
                    rules: [
                        Rule(
                            conditions: RuleConditions(devices: [.mobile]),
                            targets: [Variant(destination: destination, weight: 1)],
                        )
                    ],
                    utm: CampaignTags(["source": "poster"]),
                    sources: ["north"],
                ),
                scanLimit: 9,
                isLocked: true,
            ),
            createdAt: now.adding(.seconds(-3_600)),
        )
    }

    private func edit(_ fields: [String: JSONValue], _ form: CodeEdit.Form = .mergePatch) throws(CodeError) -> Code {
        try CodeEdit(fields: fields, form: form, expectedVersion: nil, rules: rules).apply(to: code)
    }

    /// Patches of what a lock keeps.
    static let refused: [[String: JSONValue]] = [
        ["destination": "https://example.com/new"], ["data": "112", "dataType": "phone"], ["rules": []],
        ["variants": [["destination": "https://example.com/b"], ["destination": "https://example.com/c"]]],
        ["fallbackUrl": nil], ["utm": ["medium": "print"]], ["sources": ["south"]], ["forwardQuery": false],
        ["redirectStatus": 301], ["expiresAt": "2020-01-01T00:00:00Z"], ["expiresAt": nil], ["scanLimit": 1],
        ["password": "open sesame"], ["rules": [], "secure": ["encrypt"]], ["locked": false], ["locked": nil],
        ["name": "New", "destination": "https://example.com/new"],
    ]

    @Test("no patch changes where it leads, what decides about that, or the lock", arguments: refused)
    func refuses(_ fields: [String: JSONValue]) {
        #expect(throws: CodeError.locked(.kept(code.id))) { try edit(fields) }
    }

    @Test("no PUT is taken, whatever it says", arguments: ["https://example.com/", "https://example.com/new"])
    func put(_ destination: String) {
        let fields: [String: JSONValue] = ["destination": .string(destination)]
        #expect(throws: CodeError.locked(.kept(code.id))) { try edit(fields, .destination) }
    }

    /// Patches of what stays free.
    static let taken: [[String: JSONValue]] = [
        ["name": "New"], ["description": "Seen by legal"], ["tags": ["legal"]], ["margin": 2],
        ["returnType": "svg"], ["status": "inactive"],
    ]

    @Test("name, notes, tags, look and status are edited as ever", arguments: taken)
    func takes(_ fields: [String: JSONValue]) throws {
        let edited = try edit(fields)
        #expect(edited != code && edited.updatedAt == now)
        #expect(edited.payload == code.payload && edited.settings.isLocked)
    }

    @Test("fields that say what is there already are no change")
    func same() throws {
        let fields: [String: JSONValue] = ["destination": "https://example.com/", "locked": true, "scanLimit": 9]
        #expect(try edit(fields) == code)
    }

    @Test("of many at once: tags and status are changed, destinations are not, and nothing is deleted")
    func many() throws {
        let tag = try #require(Tag("legal"))
        for operation in [BulkEdit.Operation.addTags([tag]), .setTags([tag]), .status(.inactive)] {
            #expect(try BulkEdit(operation, rules: rules).apply(to: code) != code)
        }
        for operation in [BulkEdit.Operation.destination(Destination(stored: "https://example.com/new")), .delete] {
            #expect(throws: CodeError.locked(.kept(code.id))) { try BulkEdit(operation, rules: rules).apply(to: code) }
        }
    }

    @Test("a code is locked by a patch or a PUT that moves it, too")
    func locks() throws {
        var open = code
        open.settings.isLocked = false
        let fields: [String: JSONValue] = ["destination": "https://example.com/new", "locked": true]
        for form in [CodeEdit.Form.mergePatch, .destination] {
            let locked = try CodeEdit(fields: fields, form: form, expectedVersion: nil, rules: rules).apply(to: open)
            #expect(locked.settings.isLocked && locked.payload.text == "https://example.com/new")
        }
    }

    @Test("the operator unlocks it; unlocking what is open is no edit")
    func unlocks() throws {
        let open = code.locked(false, at: now)
        #expect(!open.settings.isLocked && open.updatedAt == now)
        #expect(open.locked(false, at: now.adding(.seconds(1))) == open)
        try open.checkDeletion()
        #expect(throws: CodeError.locked(.kept(code.id))) { try code.checkDeletion() }
    }
}
