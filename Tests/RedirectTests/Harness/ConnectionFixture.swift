// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import NIOCore
import NIOEmbedded
import Scans

@testable import Redirect

/// One connection in memory, with the handler at its front and a handler behind it that keeps what it gets.
final class ConnectionFixture {
    let clock: TestClock
    let table: TableFixture
    let scans = NotedScans()
    let log = LogLines()
    let core: RedirectCore
    let channel = EmbeddedChannel()
    let reads = ReadCounter()
    let behind = Behind()
    private(set) var handOns = 0
    private(set) var endings = 0

    /// Connects a client at 203.0.113.7; `codes` are in the table already.
    init(
        _ codes: Code...,
        settings: ConnectionSettings = ConnectionSettings(),
        proxies: [IPNetwork] = [],
        recorderIsBroken: Bool = false,
        installing: ((any Channel) -> EventLoopFuture<Void>)? = nil,
    ) async throws {
        table = TableFixture()
        clock = table.clock
        for code in codes {
            table.store.put(code)
            _ = try await table.answer(code.id.text)
        }
        _ = try await table.answer("neverMade")
        scans.breakDown(recorderIsBroken)
        core = RedirectCore(
            table: table.table,
            proxies: TrustedProxies(proxies),
            settings: settings,
            clock: table.clock.clock,
            logger: log.logger,
            makeRecorder: { [scans] in try scans.makeRecorder() },
        )
        let handler = RedirectHandler(core: core) { [unowned self] channel in
            handOns += 1
            return installing?(channel)
                ?? channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(behind)
                }
        } ended: { [unowned self] in
            endings += 1
        }
        try channel.pipeline.syncOperations.addHandler(reads)
        try channel.pipeline.syncOperations.addHandler(handler)
        channel.connect(to: try SocketAddress(ipAddress: "203.0.113.7", port: 4_711), promise: nil)
    }

    /// Lets bytes come in.
    func send(_ bytes: some Sequence<UInt8>) throws { try channel.writeInbound(ByteBuffer(bytes: bytes)) }

    /// Lets text come in.
    func send(_ text: String) throws { try send(text.utf8) }

    /// Lets a plain request come in.
    func scan(_ id: String = "poster01", _ fields: String..., method: String = "GET") throws {
        try send(request(id, fields: fields, method: method))
    }

    /// What has been sent since this was asked last, each flush on its own.
    func flushes() throws -> [String] {
        var texts: [String] = []
        while let bytes = try channel.readOutbound(as: ByteBuffer.self) {
            if bytes.readableBytes > 0 { texts.append(String(buffer: bytes)) }
        }
        return texts
    }

    /// What has been sent since this was asked last.
    func sent() throws -> String { try flushes().joined() }

    /// Lets time pass, on all clocks.
    func pass(_ duration: Duration) {
        clock.advance(by: duration)
        channel.embeddedEventLoop.advanceTime(by: .nanoseconds(duration.milliseconds * 1_000_000))
    }
}

/// The answers in a text: the status of each, and where it leads.
func answers(in text: String) -> [String] {
    text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { answer in
        let location = answer.components(separatedBy: "\r\n").first { $0.hasPrefix("Location: ") }
        return [String(answer.prefix(3)), location.map { String($0.dropFirst("Location: ".count)) }].compactMap { $0 }
            .joined(separator: " ")
    }
}

/// A plain request.
func request(_ id: String = "poster01", fields: [String] = [], method: String = "GET") -> String {
    "\(method) /r/\(id) HTTP/1.1\r\nHost: qr.example.com\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
}

/// The handlers behind: keep what they get.
final class Behind: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private(set) var bytes: [UInt8] = []
    private(set) var events: [String] = []

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytesView
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) { events.append("\(type(of: event))") }
}

/// Counts how often the socket is read from.
final class ReadCounter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private(set) var count = 0

    func read(context: ChannelHandlerContext) {
        count += 1
        context.read()
    }
}
