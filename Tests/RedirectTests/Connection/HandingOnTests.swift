// SPDX-License-Identifier: Apache-2.0

import Codes
import NIOCore
import NIOEmbedded
import Testing

@testable import Redirect

@Suite("handing on what is no plain scan")
struct HandingOnTests {
    @Test("it is handed on byte for byte, whole", arguments: try RequestFiles.files(.handedOn))
    func corpus(file: RequestFiles.File) async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.send(file.bytes)
        #expect(connection.behind.bytes == file.bytes)
        #expect(connection.handOns == 1)
        #expect(try connection.sent() == "")
        #expect(connection.scans.scans == [])
        #expect(connection.core.counts == RedirectCounts(handedOn: 1))
    }

    @Test("it is handed on byte for byte when it comes in single bytes", arguments: try RequestFiles.files(.handedOn))
    func singleBytes(file: RequestFiles.File) async throws {
        let connection = try await ConnectionFixture(try code())
        for byte in file.bytes { try connection.send([byte]) }
        #expect(connection.behind.bytes == file.bytes)
        #expect(connection.handOns == 1)
        #expect(try connection.sent() == "")
    }

    @Test(
        "scans in front of it are answered, and everything from it on is handed on",
        arguments: try RequestFiles.files(.handedOn), )
    func behindScans(file: RequestFiles.File) async throws {
        let connection = try await ConnectionFixture(try code())
        let rest = file.bytes + Array(request().utf8)
        try connection.send(Array((request() + request()).utf8) + rest)
        #expect(answers(in: try connection.sent()).count == 2)
        #expect(connection.behind.bytes == rest)
    }

    @Test("what comes later on the connection goes the same way, scans too, and the handler is gone")
    func later() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        let before = connection.behind.bytes.count
        try connection.scan()
        #expect(connection.behind.bytes.count == before + request().utf8.count)
        #expect(try connection.sent() == "")
        #expect(throws: ChannelPipelineError.notFound) {
            try connection.channel.pipeline.syncOperations.handler(type: RedirectHandler.self)
        }
        try await connection.channel.writeAndFlush(ByteBuffer(string: "answer"))
        #expect(try connection.sent() == "answer")
    }

    @Test("answers written before are sent before the handlers behind see anything")
    func orderOfAnswers() async throws {
        let answering = try await ConnectionFixture(try code()) { channel in
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Echo()) }
        }
        try answering.send(request() + "POST /api HTTP/1.1\r\n\r\n")
        let sent = try answering.sent()
        #expect(sent.hasPrefix("HTTP/1.1 302 Found"))
        #expect(sent.hasSuffix("\r\n\r\nPOST /api HTTP/1.1\r\n\r\n"))
    }

    @Test("while the handlers behind are being installed everything is kept for them, events too, and nothing read")
    func slowInstallation() async throws {
        let installation = Installation()
        let connection = try await ConnectionFixture(try code()) { installation.begin($0) }
        try connection.send("POST /api HTTP/1.1\r\n")
        #expect(connection.handOns == 1)
        let reads = connection.reads.count
        try connection.send("Content-Length: 4\r\n\r\nbody")
        connection.channel.read()
        connection.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(connection.reads.count == reads)
        #expect(connection.channel.isActive)
        try connection.channel.pipeline.syncOperations.addHandler(connection.behind)
        installation.finish()
        #expect(
            String(decoding: connection.behind.bytes, as: UTF8.self)
                == "POST /api HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody")
        #expect(connection.behind.events == ["ChannelShouldQuiesceEvent"])
        #expect(connection.reads.count > reads)
    }

    @Test("a connection for which nothing can be installed is closed")
    func failedInstallation() async throws {
        struct Refusal: Error {}
        let connection = try await ConnectionFixture(try code()) { $0.eventLoop.makeFailedFuture(Refusal()) }
        try connection.send("POST /api HTTP/1.1\r\n\r\n")
        #expect(!connection.channel.isActive)
        #expect(connection.endings == 0)
    }

    @Test("a connection that ends without anything handed on says so, once")
    func ended() async throws {
        let connection = try await ConnectionFixture(try code())
        try connection.scan()
        try await connection.channel.close()
        #expect(connection.endings == 1)
        #expect(connection.handOns == 0)
    }
}

/// Sends back what it gets.
private final class Echo: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush(wrapOutboundOut(unwrapInboundIn(data)), promise: nil)
    }
}

/// Handlers that take their time.
private final class Installation {
    private var promise: EventLoopPromise<Void>?

    func begin(_ channel: any Channel) -> EventLoopFuture<Void> {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        self.promise = promise
        return promise.futureResult
    }

    func finish() { promise?.succeed() }
}
