// SPDX-License-Identifier: Apache-2.0

import Codes
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import Redirect

@Suite("scans of codes that have to be loaded")
struct MissTests {
    @Test("the answer comes when the code is there")
    func miss() async throws {
        let connection = try await AsyncConnection(try code())
        connection.fixture.store.close()
        try await connection.send(request())
        await connection.fixture.store.waitForReads(1)
        #expect(try await connection.sent() == "")
        #expect(connection.scans.scans == [])
        connection.fixture.store.open()
        #expect(try await connection.answers(1) == ["302 https://example.com/landing"])
        #expect(connection.scans.scans == [NotedScan()])
        #expect(connection.core.counts == RedirectCounts(scans: 1, misses: 1))
    }

    @Test("requests behind one that waits are answered after it, in their order")
    func order() async throws {
        let connection = try await AsyncConnection(
            try code(), try code("poster02", leadingTo: "https://example.com/2"), )
        _ = try await connection.fixture.answer("poster02")
        connection.fixture.store.close()
        try await connection.send(request("poster01") + request("poster02"))
        await connection.fixture.store.waitForReads(2)
        // poster02 is at hand, and still waits its turn; so do bytes that were on their way.
        try await connection.send(request("poster02"))
        #expect(try await connection.sent() == "")
        connection.fixture.store.open()
        let second = "302 https://example.com/2"
        #expect(try await connection.answers(3) == ["302 https://example.com/landing", second, second])
    }

    @Test("nothing is read from the socket while a scan waits")
    func backpressure() async throws {
        let connection = try await AsyncConnection(try code())
        let reads = SharedCount()
        try await connection.channel.testingEventLoop.executeInContext { [channel = connection.channel] in
            try channel.pipeline.syncOperations.addHandler(CountingReads(reads), position: .first)
        }
        connection.fixture.store.close()
        try await connection.send(request())
        let before = reads.value
        connection.channel.read()
        await connection.channel.testingEventLoop.run()
        #expect(reads.value == before)
        connection.fixture.store.open()
        _ = try await connection.answers(1)
        #expect(reads.value == before + 1)
    }

    @Test("while the store fails an unknown code is a 503 that says when to come back, and the connection stays")
    func unavailable() async throws {
        let connection = try await AsyncConnection(try code())
        connection.fixture.store.fail()
        try await connection.send(request())
        #expect(try await connection.answers(1) == ["503"])
        #expect(connection.core.counts == RedirectCounts(notices: 1, unavailable: 1, misses: 1))
        connection.fixture.store.fail(false)
        try await connection.send(request())
        #expect(try await connection.answers(1) == ["302 https://example.com/landing"])
    }

    @Test("a scan that waits when the server shuts down is answered, and the connection closed behind it")
    func quiescing() async throws {
        let connection = try await AsyncConnection(try code())
        connection.fixture.store.close()
        try await connection.send(request() + request())
        await connection.fixture.store.waitForReads(1)
        connection.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        await connection.channel.testingEventLoop.run()
        #expect(connection.channel.isActive)
        connection.fixture.store.open()
        #expect(try await connection.answers(1) == ["302 https://example.com/landing"])
        try await connection.channel.closeFuture.get()
        #expect(connection.scans.scans.count == 1)
    }

    @Test("a client that sends no more gets the answer that it waits for")
    func halfClosed() async throws {
        let connection = try await AsyncConnection(try code())
        connection.fixture.store.close()
        try await connection.send(request())
        await connection.fixture.store.waitForReads(1)
        connection.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        connection.fixture.store.open()
        #expect(try await connection.answers(1) == ["302 https://example.com/landing"])
        try await connection.channel.closeFuture.get()
    }

    @Test("a client that is gone when its code is there is not answered, and not noted")
    func gone() async throws {
        let connection = try await AsyncConnection(try code())
        connection.fixture.store.close()
        try await connection.send(request())
        await connection.fixture.store.waitForReads(1)
        try await connection.channel.close()
        connection.fixture.store.open()
        while connection.fixture.find("poster01") == nil { await Task.yield() }
        await connection.channel.testingEventLoop.run()
        #expect(connection.scans.scans == [])
    }

    @Test("what cannot be a scan behind one that waits is handed on after the answer")
    func handingOn() async throws {
        let connection = try await AsyncConnection(try code())
        connection.fixture.store.close()
        try await connection.send(request() + "POST /api HTTP/1.1\r\n\r\n")
        await connection.fixture.store.waitForReads(1)
        connection.fixture.store.open()
        #expect(try await connection.answers(1) == ["302 https://example.com/landing"])
        let rest = try await connection.channel.readInbound(as: ByteBuffer.self)
        #expect(rest.map { String(buffer: $0) } == "POST /api HTTP/1.1\r\n\r\n")
    }
}

/// A number that two threads use.
private final class SharedCount: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    func increment() { count.add(1, ordering: .relaxed) }
}

/// Counts how often the socket is read from.
private final class CountingReads: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private let reads: SharedCount

    init(_ reads: SharedCount) { self.reads = reads }

    func read(context: ChannelHandlerContext) {
        reads.increment()
        context.read()
    }
}
