// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Passwords and sealed destinations")
struct SecurityTests {
    @Test("a hash fits its password alone, and shows neither it nor another's salt")
    func hash() {
        let hash = PasswordHash(hashing: "open sesame")
        #expect(hash.fits("open sesame"))
        #expect(!hash.fits("open sesame "))
        #expect(!hash.text.contains("sesame"))
        #expect(PasswordHash(hashing: "open sesame") != hash)
    }

    @Test("what is no hash fits nothing", arguments: ["", "scrypt$$$$$", "scrypt$32768$8$1$$", "md5$1$1$1$AA==$AA=="])
    func malformed(_ text: String) {
        #expect(!PasswordHash(stored: text).fits(""))
    }

    @Test("an exported hash is taken back, with the parameters of this program alone")
    func exported() throws {
        let hash = PasswordHash(hashing: "open sesame")
        #expect(PasswordHash(exported: hash.text) == hash)
        #expect(PasswordHash(exported: Self.rfc7914) == nil)
        #expect(PasswordHash(exported: hash.text.replacing("$32768$", with: "$1073741824$")) == nil)
        #expect(PasswordHash(exported: hash.text + "$") == nil)
        #expect(PasswordHash(exported: String(hash.text.dropLast(4))) == nil)
    }

    @Test("a hash is no password where the rules do not say so, and guards the code where they do")
    func passwordHash() throws {
        let hash = PasswordHash(hashing: "open sesame")
        let fields: [String: JSONValue] = [
            "data": "https://example.com/", "secure": ["password"], "passwordHash": .string(hash.text),
        ]
        #expect(throws: CodeError.self) { try CodeDraft(fields: fields, rules: rules) }
        let beside: [String: JSONValue] = [
            "data": "https://example.com/", "secure": [], "passwordHash": .string(hash.text),
        ]
        #expect(throws: CodeError.self) { try CodeDraft(fields: beside, rules: rules) }
        var taking = rules
        taking.takesPasswordHashes = true
        let draft = try CodeDraft(fields: fields, rules: taking)
        #expect(draft.settings.password == .hashed(hash))
        #expect(draft.settings.secure == [.password])
        let both = fields.merging(["password": "open sesame"]) { $1 }
        #expect(throws: CodeError.self) { try CodeDraft(fields: both, rules: taking) }
        #expect(throws: CodeError.self) {
            try CodeDraft(fields: fields.merging(["passwordHash": "x"]) { $1 }, rules: taking)
        }
    }

    /// RFC 7914 section 12, the first 32 bytes of the third vector, "pleaseletmein".
    @Test("the hash is scrypt")
    func vector() {
        #expect(PasswordHash(stored: Self.rfc7914).fits("pleaseletmein"))
        #expect(!PasswordHash(stored: Self.rfc7914).fits("pleaseletmeout"))
    }

    private static let rfc7914 = "scrypt$16384$8$1$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI="

    @Test("a sealed payload opens with the same secret and for the same code alone")
    func vault() throws {
        let vault = Vault(secret: ServerSecret("a secret of an operator"))
        let (id, other) = (try #require(CodeID("poster")), try #require(CodeID("flyer")))
        let payload = Payload(stored: .url, text: "https://example.com/hidden")
        let sealed = try #require(vault.seal(payload, of: id))
        #expect(sealed.isSealed && !sealed.text.contains("hidden") && sealed.location == nil)
        #expect(try #require(vault.seal(payload, of: id)) != sealed)
        #expect(vault.open(sealed, of: id) == payload)
        #expect(vault.open(sealed, of: other) == nil)
        #expect(Vault(secret: ServerSecret("the secret of another")).open(sealed, of: id) == nil)
        #expect(vault.open(Payload(stored: .url, text: sealed.text + "A", isSealed: true), of: id) == nil)
        #expect(vault.open(payload, of: id) == payload)
    }

    @Test("PUT does not touch a guarded code", arguments: [Protection.password, .encrypt])
    func guarded(_ protection: Protection) throws {
        let code = Code(
            id: try #require(CodeID("poster")),
            account: AccountID(1),
            payload: Payload(stored: .url, text: "https://example.com/"),
            settings: CodeSettings(secure: [protection], password: .hashed(PasswordHash(stored: "x"))),
            createdAt: now,
        )
        let fields: [String: JSONValue] = ["destination": "https://example.com/new"]
        let put = CodeEdit(fields: fields, form: .destination, expectedVersion: nil, rules: rules)
        #expect(throws: CodeError.locked(.guarded)) { try put.apply(to: code) }
        let patch = CodeEdit(fields: ["name": "x"], form: .mergePatch, expectedVersion: nil, rules: rules)
        #expect(try patch.apply(to: code).settings.name == "x")
        let open = CodeEdit(fields: ["secure": nil], form: .mergePatch, expectedVersion: nil, rules: rules)
        #expect(try open.apply(to: code).settings.password == nil)
    }
}
