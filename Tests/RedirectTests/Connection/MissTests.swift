// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@testable import Redirect

@Suite("scans of codes that have to be loaded")
struct MissTests {
    @Test("the answer comes when the code is there")
    func miss() async throws {
        let connection = try await ConnectionFixture(try code(), cached: false)
        connection.table.store.close()
        try connection.send(request())
        await connection.table.store.waitForReads(1)
        #expect(connection.sent() == "")
        #expect(connection.scans.scans == [])
        connection.table.store.open()
        #expect(await connection.answers(1) == ["302 https://example.com/landing"])
        #expect(connection.scans.scans == [NotedScan()])
        #expect(connection.core.counts == RedirectCounts(scans: 1, misses: 1))
    }

    @Test("requests behind one that waits are answered after it, in their order")
    func order() async throws {
        let connection = try await ConnectionFixture(
            try code(), try code("poster02", leadingTo: "https://example.com/2"), cached: false, )
        _ = try await connection.table.answer("poster02")
        connection.table.store.close()
        try connection.send(request("poster01") + request("poster02"))
        await connection.table.store.waitForReads(2)
        // poster02 is at hand, and still waits its turn; so do bytes that were on their way.
        try connection.send(request("poster02"))
        #expect(connection.sent() == "")
        connection.table.store.open()
        let second = "302 https://example.com/2"
        #expect(await connection.answers(3) == ["302 https://example.com/landing", second, second])
    }

    @Test("what comes while a scan waits stays in the socket, however much it is")
    func backpressure() async throws {
        let connection = try await ConnectionFixture(try code(), cached: false, wire: .stream(room: 65_536))
        connection.table.store.close()
        try connection.send(request())
        await connection.table.store.waitForReads(1)
        try connection.send(String(repeating: request(), count: 200))
        #expect(connection.sent() == "")
        connection.table.store.open()
        #expect(await connection.answers(201).count == 201)
    }

    @Test("while the store fails an unknown code is a 503 that says when to come back, and the connection stays")
    func unavailable() async throws {
        let connection = try await ConnectionFixture(try code(), cached: false)
        connection.table.store.fail()
        try connection.send(request())
        #expect(await connection.answers(1) == ["503"])
        #expect(connection.core.counts == RedirectCounts(notices: 1, unavailable: 1, misses: 1))
        connection.table.store.fail(false)
        try connection.send(request())
        #expect(await connection.answers(1) == ["302 https://example.com/landing"])
    }

    @Test("a scan that waits when the server shuts down is answered, and the connection closed behind it")
    func quiescing() async throws {
        let connection = try await ConnectionFixture(try code(), cached: false)
        connection.table.store.close()
        try connection.send(request() + request())
        await connection.table.store.waitForReads(1)
        connection.loop.inbox.post(.drain)
        connection.turn()
        #expect(connection.isOpen)
        connection.table.store.open()
        #expect(await connection.answers(1) == ["302 https://example.com/landing"])
        await connection.waitForEnd()
        #expect(connection.scans.scans.count == 1)
    }

    @Test("a client that sends no more gets the answer that it waits for")
    func halfClosed() async throws {
        let connection = try await ConnectionFixture(try code(), cached: false)
        connection.table.store.close()
        try connection.send(request())
        await connection.table.store.waitForReads(1)
        connection.endInput()
        connection.table.store.open()
        #expect(await connection.answers(1) == ["302 https://example.com/landing"])
        await connection.waitForEnd()
    }

    @Test("a client that is gone when its code is there is not answered, and not noted")
    func gone() async throws {
        let connection = try await ConnectionFixture(try code(), cached: false)
        connection.table.store.close()
        try connection.send(request())
        await connection.table.store.waitForReads(1)
        connection.leave()
        connection.table.store.open()
        while connection.table.find("poster01") == nil { await Task.yield() }
        connection.turn()
        #expect(connection.scans.scans == [])
    }

    @Test("what cannot be a scan behind one that waits is handed on after the answer")
    func handingOn() async throws {
        let connection = try await ConnectionFixture(try code(), cached: false)
        connection.table.store.close()
        try connection.send(request() + "POST /api HTTP/1.1\r\n\r\n")
        await connection.table.store.waitForReads(1)
        connection.table.store.open()
        #expect(await connection.answers(1) == ["302 https://example.com/landing"])
        #expect(String(decoding: connection.handedOn(), as: UTF8.self) == "POST /api HTTP/1.1\r\n\r\n")
    }
}
