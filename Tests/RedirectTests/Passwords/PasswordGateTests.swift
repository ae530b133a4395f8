// SPDX-License-Identifier: Apache-2.0

import Codes
import Scans
import Store
import Testing

@testable import Redirect

@Suite("the cookie of who knew a password")
struct PasswordGateTests {
    private let gate = PasswordGate(secret: ServerSecret("a secret of an operator"), isSecure: true)

    private func code(_ id: String) throws -> Code {
        Code(
            id: try #require(CodeID(id)),
            account: AccountID(1),
            payload: Payload(stored: .url, text: "https://example.com/"),
            settings: CodeSettings(),
            createdAt: Timestamp(milliseconds: 0),
        )
    }

    private func moment(_ second: Int64) -> Moment {
        Moment(wall: Timestamp(milliseconds: 1_700_000_000_000 + 1_000 * second), uptime: 0)
    }

    private func cookie(for code: Code) throws -> String {
        String(try #require(gate.cookie(for: code, at: moment(0)).split(separator: ";").first))
    }

    @Test("passes at its code for ten minutes, beside other cookies too")
    func lifetime() throws {
        let code = try code("poster01")
        let cookie = try cookie(for: code)
        #expect(gate.lets(cookie, pass: code, at: moment(0)))
        #expect(gate.lets("theme=dark; \(cookie); lang=fr", pass: code, at: moment(599)))
        #expect(!gate.lets(cookie, pass: code, at: moment(600)))
        #expect(!gate.lets(cookie, pass: try self.code("poster02"), at: moment(0)))
    }

    @Test("has one spelling", arguments: ["+", "0", "-", " ", ".", ".."])
    func spelling(prefix: String) throws {
        let code = try code("poster01")
        let other = try cookie(for: code).replacing("=", with: "=\(prefix)")
        #expect(!gate.lets(other, pass: code, at: moment(0)))
    }

    @Test("is worth nothing with a later end, another signature or another secret")
    func forged() throws {
        let code = try code("poster01")
        let cookie = try cookie(for: code)
        #expect(!gate.lets(cookie.replacing("1700000600", with: "1700000601"), pass: code, at: moment(0)))
        let last = cookie.hasSuffix("0") ? "1" : "0"
        #expect(!gate.lets(cookie.dropLast() + last, pass: code, at: moment(0)))
        let stranger = PasswordGate(secret: ServerSecret("another secret of an operator"), isSecure: true)
        #expect(!stranger.lets(cookie, pass: code, at: moment(0)))
    }
}
