// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOEmbedded
import NIOTLS
import Testing

@testable import Server

@Suite("Silent clients of HTTP/2")
struct SilenceLimitTests {
    private let loop = EmbeddedEventLoop()

    private func connection(_ version: String) throws -> EmbeddedChannel {
        let limit = SilenceLimit(goodbye: .seconds(3), stillness: .seconds(120))
        let channel = EmbeddedChannel(handler: limit, loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        channel.pipeline.fireUserInboundEventTriggered(TLSUserEvent.handshakeCompleted(negotiatedProtocol: version))
        return channel
    }

    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
    /// The header and the eight bytes of an answer to a ping.
    private static let pingAnswer: [UInt8] = [0, 0, 8, 6, 1, 0, 0, 0, 0] + Array(1...8)

    private func say(_ channel: EmbeddedChannel, _ bytes: some Sequence<UInt8> = "x".utf8) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
    }

    @Test("who does not answer the goodbye is not waited for")
    func goodbye() throws {
        let channel = try connection("h2")
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        loop.advanceTime(by: .milliseconds(2_999))
        #expect(channel.isActive)
        loop.advanceTime(by: .milliseconds(1))
        #expect(!channel.isActive)
    }

    @Test("who answers it keeps the time of the requests in flight")
    func answer() throws {
        let channel = try connection("h2")
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        loop.advanceTime(by: .seconds(1))
        for byte in Self.preface + Self.pingAnswer { try say(channel, [byte]) }
        loop.advanceTime(by: .seconds(60))
        #expect(channel.isActive)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    @Test("what was under way before the goodbye was heard is no answer to it")
    func crossing() throws {
        let channel = try connection("h2")
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        let ping: [UInt8] = [0, 0, 8, 6, 0, 0, 0, 0, 0] + Array(1...8)
        try say(channel, Self.preface + ping)
        loop.advanceTime(by: .seconds(3))
        #expect(!channel.isActive)
    }

    @Test("a connection on which nothing moves ends; one on which either side speaks stays")
    func stillness() throws {
        let channel = try connection("h2")
        for _ in 0..<4 {
            loop.advanceTime(by: .seconds(60))
            try say(channel)
            loop.advanceTime(by: .seconds(60))
            try channel.writeOutbound(ByteBuffer(string: "x"))
        }
        #expect(channel.isActive)
        loop.advanceTime(by: .seconds(240))
        #expect(!channel.isActive)
    }

    @Test("HTTP/1.1 has no pings, and no such limit")
    func firstVersion() throws {
        let channel = try connection("http/1.1")
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        loop.advanceTime(by: .hours(1))
        #expect(channel.isActive)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }
}
