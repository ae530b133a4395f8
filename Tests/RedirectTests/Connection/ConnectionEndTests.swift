// SPDX-License-Identifier: Apache-2.0

import Codes
import Glibc
import Scans
import Testing

@testable import Redirect

@Suite("how connections end, and how long they may take")
struct ConnectionEndTests {
    private func fields(_ sent: String) -> [Substring] { sent.split(separator: "\r\n") }

    @Test("Connection: close is answered in kind, and the connection closed behind the answer")
    func close() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.send(request("poster01", fields: ["Connection: close"]) + request())
        let sent = connection.sent()
        #expect(answers(in: sent).count == 1)
        #expect(fields(sent).contains("Connection: close"))
        #expect(!connection.isOpen)
    }

    @Test("version 1.0 closes unless it asks to stay")
    func version10() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.send("GET /r/poster01 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(fields(connection.sent()).contains("Connection: keep-alive"))
        #expect(connection.isOpen)
        try connection.send("GET /r/poster01 HTTP/1.0\r\n\r\n")
        let sent = connection.sent()
        #expect(sent.hasPrefix("HTTP/1.1 302 Found") && fields(sent).contains("Connection: close"))
        #expect(!connection.isOpen)
    }

    @Test("an idle connection is closed after a minute, counted from its last request")
    func idle() async throws {
        let connection = try await ConnectionFixture(try code())
        connection.pass(.seconds(59))
        try connection.scan()
        connection.pass(.seconds(59))
        #expect(connection.isOpen)
        connection.pass(.seconds(1))
        #expect(!connection.isOpen)
    }

    @Test("the head of a request may take ten seconds from its first byte, however it drips in")
    func slowHead() async throws {
        let connection = try await ConnectionFixture(try code())
        connection.pass(.seconds(30))
        for byte in request("poster01").utf8.prefix(9) {
            try connection.send([byte])
            connection.pass(.seconds(1))
            #expect(connection.isOpen)
        }
        connection.pass(.seconds(1))
        #expect(!connection.isOpen)
        #expect(connection.scans.scans == [])
    }

    @Test("a head that is completed in time is answered, and the next may take its own time")
    func slowHeads() async throws {
        let connection = try await ConnectionFixture(try code())
        for _ in 0..<5 {
            try connection.send("GET /r/poster01 HT")
            connection.pass(.seconds(9))
            try connection.send("TP/1.1\r\nHost: x\r\n\r\n")
            #expect(answers(in: connection.sent()).count == 1)
        }
        connection.pass(.seconds(59))
        #expect(connection.isOpen)
        connection.pass(.seconds(1))
        #expect(!connection.isOpen)
    }

    @Test("the timers end with the handing on")
    func timersAfterHandingOn() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.send("POST /api HTTP/1.1\r\n")
        connection.pass(.seconds(600))
        #expect(connection.isOpen)
    }

    @Test("a client that takes nothing is not read from, and answered on when it takes again")
    func slowReader() async throws {
        let connection = try await ConnectionFixture(
            try code(), settings: ConnectionSettings(maximumBatch: 1_000), wire: .stream(room: 2_048), )
        try connection.send(String(repeating: request(), count: 100))
        let answered = connection.scans.scans.count
        #expect(answered < 100)
        connection.turn()
        #expect(connection.scans.scans.count == answered)
        #expect(answers(in: connection.sent()).count == 100)
        #expect(connection.isOpen)
    }

    @Test("a client that takes nothing for a minute is cut off")
    func stuckReader() async throws {
        let connection = try await ConnectionFixture(
            try code(), settings: ConnectionSettings(maximumBatch: 1_000), wire: .stream(room: 2_048), )
        try connection.send(String(repeating: request(), count: 100))
        connection.pass(.seconds(59))
        #expect(connection.isOpen)
        connection.pass(.seconds(1))
        #expect(!connection.isOpen)
    }

    @Test("a long pipeline is answered in batches of bounded size")
    func batches() async throws {
        let connection = try await ConnectionFixture(try code(), settings: ConnectionSettings(maximumBatch: 1_000))
        try connection.send(String(repeating: request(), count: 50))
        let flushes = connection.flushes()
        #expect(flushes.reduce(0) { $0 + answers(in: $1).count } == 50)
        #expect(flushes.count > 10)
        #expect(flushes.allSatisfy { $0.utf8.count < 1_000 + 400 })
    }

    @Test("an idle connection is closed when the server shuts down")
    func quiescingIdle() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.scan()
        connection.loop.inbox.post(.drain)
        #expect(answers(in: connection.sent()).count == 1)
        #expect(!connection.isOpen)
    }

    @Test("a connection with half a request is closed when the server shuts down")
    func quiescingWithHalfARequest() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.send("GET /r/pos")
        connection.loop.inbox.post(.drain)
        #expect(!connection.isOpen)
    }

    @Test("a client that sends no more gets its answers, and then the end")
    func halfClosed() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.send(request() + request() + "GET /r/po")
        connection.endInput()
        #expect(answers(in: connection.sent()).count == 2)
        #expect(!connection.isOpen)
    }

    @Test("a client that sends no more and takes nothing yet gets its answers when it does")
    func halfClosedAndSlow() async throws {
        let connection = try await ConnectionFixture(
            try code(), settings: ConnectionSettings(maximumBatch: 1_000), wire: .stream(room: 2_048), )
        try connection.send(String(repeating: request(), count: 100))
        connection.endInput()
        #expect(connection.isOpen)
        #expect(answers(in: connection.sent()).count == 100)
        #expect(!connection.isOpen)
    }

    @Test("a client that takes nothing while the server shuts down gets its last answers when it does")
    func quiescingAndSlow() async throws {
        let connection = try await ConnectionFixture(
            try code(), settings: ConnectionSettings(maximumBatch: 1_000), wire: .stream(room: 2_048), )
        try connection.send(String(repeating: request(), count: 100))
        let answered = connection.scans.scans.count
        connection.loop.inbox.post(.drain)
        #expect(connection.isOpen)
        #expect(answers(in: connection.sent()).count == answered)
        #expect(!connection.isOpen)
    }

    @Test("a client that is gone is let go")
    func gone() async throws {
        let connection = try await ConnectionFixture(try code())
        connection.leave()
        #expect(!connection.isOpen)
    }

    @Test("a connection that comes while the server shuts down is closed")
    func late() async throws {
        let connection = try await ConnectionFixture(try code())
        connection.loop.inbox.post(.drain)
        connection.turn()
        let (server, client) = try ConnectionFixture.pair(.packets)
        connection.loop.adopt(server, from: IPAddress(bits: 0))
        #expect(connection.loop.count == 0)
        Glibc.close(client)
    }
}
