// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@testable import Redirect

@Suite("handing on what is no plain scan")
struct HandingOnTests {
    @Test("it is handed on byte for byte, whole", arguments: try RequestFiles.files(.handedOn))
    func corpus(file: RequestFiles.File) async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.send(file.bytes)
        #expect(connection.handedOn() == file.bytes)
        #expect(connection.handOns == 1)
        #expect(connection.sent() == "")
        #expect(connection.scans.scans == [])
        #expect(connection.core.counts == RedirectCounts(handedOn: 1))
    }

    @Test("it is handed on byte for byte when it comes in single bytes", arguments: try RequestFiles.files(.handedOn))
    func singleBytes(file: RequestFiles.File) async throws {
        let connection = try await ConnectionFixture(try code())
        for byte in file.bytes { try connection.send([byte]) }
        #expect(connection.handedOn() == file.bytes)
        #expect(connection.handOns == 1)
        #expect(connection.sent() == "")
    }

    @Test(
        "scans in front of it are answered, and everything from it on is handed on",
        arguments: try RequestFiles.files(.handedOn), )
    func behindScans(file: RequestFiles.File) async throws {
        let connection = try await ConnectionFixture(try code())
        let rest = file.bytes + Array(request().utf8)
        try connection.send(Array((request() + request()).utf8) + rest)
        #expect(answers(in: connection.sent()).count == 2)
        #expect(connection.handedOn() == rest)
    }

    @Test(
        "a path of one word is handed on unless it is a known code's",
        arguments: ["/healthz", "/neverMade", "/notCached", "/metrics?x=1"], )
    func shortPaths(path: String) async throws {
        let connection = try await ConnectionFixture(try code())
        let bytes = Array("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
        try connection.send(bytes)
        #expect(connection.handedOn() == bytes)
        #expect(connection.sent() == "")
        #expect(connection.scans.scans == [])
        let mayComeBack = HandedConnection.mayBeScan(bytes.span)
        #expect(!mayComeBack)
    }

    @Test("answers in front of it are sent before it is handed on")
    func order() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.send(request() + "POST /api HTTP/1.1\r\n\r\n")
        #expect(answers(in: connection.sent()).count == 1)
        #expect(connection.handOns == 1)
    }

    @Test("a connection that comes back is served on, with what was read of its next request")
    func comingBack() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        let text = request()
        connection.giveBack(String(text.prefix(20)))
        #expect(connection.sent() == "")
        try connection.send(text.dropFirst(20).utf8)
        #expect(answers(in: connection.sent()) == ["302 https://example.com/landing"])
        connection.turn()
        try connection.scan()
        #expect(answers(in: connection.sent()).count == 1)
        #expect(connection.scans.scans.map(\.address) == ["203.0.113.7", "203.0.113.7"])
    }

    @Test("a connection may go and come any number of times")
    func again() async throws {
        let connection = try await ConnectionFixture(try code())
        for _ in 0..<5 {
            try connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(connection.handOns == 1)
            connection.giveBack(request())
            #expect(answers(in: connection.sent()).count == 1)
        }
        #expect(connection.core.counts == RedirectCounts(scans: 5, hits: 5, handedOn: 5))
    }
}
