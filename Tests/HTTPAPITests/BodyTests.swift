// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite("bodies on the wire", .timeLimit(.minutes(5)))
struct BodyTests {
    /// Small enough to be reached at once.
    private static let limits = APILimits(
        bodyBytes: 200_000,
        bodyDeadline: .milliseconds(50),
        bodyRate: .max,
        lingering: .milliseconds(100),
    )
    private static let body = #"{"data":"https://example.com/"}"#

    private static func head(_ api: APIFixture, _ fields: String...) -> String {
        let lines = ["POST /api/qr/codes HTTP/1.1", "Host: x", "Authorization: Bearer \(api.key)"] + fields
        return lines.joined(separator: "\r\n") + "\r\n\r\n"
    }

    private static func chunk(_ text: String) -> String { "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n" }

    @Test("an announced length over the limit is refused before the first byte, and the connection ends")
    func announced() async throws {
        let api = try await APIFixture()
        try await Wire.test(api, limits: Self.limits) { wire in
            try await wire.send(Self.head(api, "Content-Length: 200001"))
            let answer = try await wire.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.lowercased().contains("connection: close"))
            #expect(answer.contains("BODY_TOO_LARGE"))
        }
    }

    @Test("chunks are counted, and what follows the answer is no request")
    func counted() async throws {
        let api = try await APIFixture()
        try await Wire.test(api, limits: Self.limits) { wire in
            try await wire.send(Self.head(api, "Transfer-Encoding: chunked"))
            for _ in 0..<5 { try await wire.send(Self.chunk(String(repeating: "x", count: 50_000))) }
            let hidden = Self.head(api, "Content-Type: application/json", "Content-Length: \(Self.body.utf8.count)")
            try await wire.send("0\r\n\r\n" + hidden + Self.body)
            let answer = try await wire.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(!answer.contains("201 Created"))
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test(
        "a body that does not come is a 408, and the connection ends",
        arguments: ["Content-Length: 31", "Transfer-Encoding: chunked"],
    )
    func slow(framing: String) async throws {
        let api = try await APIFixture()
        try await Wire.test(api, limits: Self.limits) { wire in
            try await wire.send(Self.head(api, framing))
            let answer = try await wire.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 408 "))
            #expect(answer.lowercased().contains("connection: close"))
        }
        #expect(try await api.codeCount() == 0)
    }

    @Test("a refused key answers without waiting for a body")
    func refusedKey() async throws {
        let api = try await APIFixture()
        try await Wire.test(api, limits: Self.limits) { wire in
            try await wire.send("POST /api/qr/codes HTTP/1.1\r\nHost: x\r\nContent-Length: 150000\r\n\r\n{")
            let answer = try await wire.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 401 "))
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test("a caller that asks first is invited when its body is wanted, and only then")
    func expectation() async throws {
        let api = try await APIFixture()
        let length = "Content-Length: \(Self.body.utf8.count)"
        try await Wire.test(api) { wire in
            try await wire.send(Self.head(api, length, "Expect: 100-continue"))
            #expect(try await wire.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 Continue\r\n"))
            try await wire.send(Self.body)
            #expect(try await wire.read(until: "forwardQuery").hasPrefix("HTTP/1.1 201 "))
        }
        try await Wire.test(api) { wire in
            try await wire.send("POST /api/qr/codes HTTP/1.1\r\nHost: x\r\n\(length)\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await wire.read(until: "UNAUTHENTICATED").hasPrefix("HTTP/1.1 401 "))
        }
    }

    @Test("a small body that nobody read does not cost the connection")
    func smallRest() async throws {
        let api = try await APIFixture()
        try await Wire.test(api) { wire in
            try await wire.send("DELETE /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
            #expect(try await wire.read(until: "METHOD_NOT_ALLOWED").hasPrefix("HTTP/1.1 405 "))
            try await wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await wire.read(until: "ok").hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("204 and 304 carry no length")
    func lengths() async throws {
        let api = try await APIFixture()
        try await Wire.test(api) { wire in
            try await wire.send("OPTIONS /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            let answer = try await wire.read(until: "\r\n\r\n").lowercased()
            #expect(answer.hasPrefix("http/1.1 204 "))
            #expect(!answer.contains("content-length"))
            #expect(!answer.contains("transfer-encoding"))
        }
    }

    @Test(
        "two truths about the length are never acted on",
        arguments: [
            ["Content-Length: 5", "Content-Length: 31"], ["Content-Length: 31", "Transfer-Encoding: chunked"],
            ["Transfer-Encoding: xchunked"], ["Transfer-Encoding: chunked, identity"], ["Content-Length: 1e3"],
            ["Content-Length: 99999999999999999999999999"],
        ],
    )
    func contradictions(fields: [String]) async throws {
        let api = try await APIFixture()
        try await Wire.test(api, limits: Self.limits) { wire in
            let hidden = Self.head(api, "Content-Type: application/json", "Content-Length: \(Self.body.utf8.count)")
            let request = "POST /api/qr/codes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(api.key)\r\n"
            try await wire.send(request + fields.joined(separator: "\r\n") + "\r\n\r\n0\r\n\r\n" + hidden + Self.body)
            let answer = try await wire.readToEnd()
            #expect(["", "400", "411", "413", "501"].contains(answer.dropFirst(9).prefix(3)), "\(answer.prefix(200))")
            #expect(!answer.contains("201 Created"))
        }
        #expect(try await api.codeCount() == 0)
    }
}
