// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@Suite("Keys")
struct KeySecretTests {
    @Test("a made secret has its prefix and 190 bits of chance")
    func made() {
        var generator = SystemRandomNumberGenerator()
        let secret = KeySecret(using: &generator)
        #expect(secret.text.wholeMatch(of: /wm_[0-9A-Za-z]{32}/) != nil)
        #expect(secret.prefix == String(secret.text.prefix(9)))
        #expect(KeySecret(using: &generator).text != secret.text)
    }

    @Test("a secret is kept as its SHA-256")
    func digest() throws {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let digest = try #require(KeySecret(presented: "abc")).digest
        #expect(digest.map(format).joined() == expected)
    }

    private func format(_ byte: UInt8) -> String { String(256 + Int(byte), radix: 16).dropFirst().description }

    @Test("what is presented may be any text of 1 to 256 bytes")
    func presented() {
        #expect(KeySecret(presented: "") == nil)
        #expect(KeySecret(presented: String(repeating: "x", count: 256)) != nil)
        #expect(KeySecret(presented: String(repeating: "x", count: 257)) == nil)
        #expect(KeySecret(presented: String(repeating: "ö", count: 129)) == nil)
        #expect(KeySecret(presented: "å\u{0}")?.text == "å\u{0}")
    }

    /// Lists of scopes and what they are.
    static let lists: [(String, Set<Scope>)] = [
        ("read", [.read]), ("read,write", [.read, .write]), (" read , WRITE,\tadmin\n", [.read, .write, .admin]),
        ("read,read,,", [.read]),
    ]

    @Test("scopes are a list with commas, spaces and letter case left aside", arguments: lists)
    func scopes(_ text: String, _ scopes: Set<Scope>) throws {
        #expect(try Scope.list(text) == scopes)
    }

    @Test(
        "unknown scopes and no scopes are refused",
        arguments: ["", " , ", "read write", "root", "read,admins", "reаd"],
    )
    func refusedScopes(_ text: String) {
        #expect(pointers { () throws(CodeError) in try Scope.list(text) } == ["/scopes"])
    }

    @Test("a key is valid up to the moment at which it ends")
    func validity() {
        func key(expiresAt: Timestamp?) -> APIKey {
            APIKey(
                number: 1, account: AccountID(1), name: "k", prefix: "wm_abcdef", digest: [], scopes: [.read],
                createdAt: now, lastUsedAt: nil, expiresAt: expiresAt,
            )
        }
        #expect(key(expiresAt: nil).isValid(at: Timestamp(milliseconds: .max)))
        #expect(key(expiresAt: now.adding(.milliseconds(1))).isValid(at: now))
        #expect(!key(expiresAt: now).isValid(at: now))
        #expect(!key(expiresAt: now.adding(.seconds(-1))).isValid(at: now))
    }
}
