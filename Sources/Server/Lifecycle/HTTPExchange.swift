// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTPTypes

/// Tells whether the HTTP handlers of a connection are through with all that they were given.
///
/// They are when they made one request of it, head and body together have as many bytes as they were given, and the
/// answer is in the socket. What cannot be counted like that (chunked bodies, pipelined requests, a head in two parts, an
/// empty line in front of it) leaves the connection with them: never over too early. Confined to the connection's loop.
final class HTTPExchange: @unchecked Sendable {
    private var given = 0
    private var headBytes = 0
    private var bodyBytes = 0
    private var requests = 0
    private var isRead = false
    private var isAnswered = false

    /// Whether nothing of what was given is left.
    var isOver: Bool { requests == 1 && isRead && isAnswered && headBytes > 0 && headBytes + bodyBytes == given }

    /// Notes bytes that the handlers are about to get.
    func noteInput(_ bytes: Span<UInt8>) {
        if isOver { (given, headBytes, bodyBytes, requests, isRead, isAnswered) = (0, 0, 0, 0, false, false) }
        if given == 0 { headBytes = Self.headLength(bytes) }
        given += bytes.count
    }

    /// Notes what the handlers made of the bytes.
    func note(_ part: HTTPRequestPart) {
        switch part {
        case .head: requests += 1
        case .body(let bytes): bodyBytes += bytes.readableBytes
        case .end: isRead = true
        }
    }

    /// Notes that the answer is in the socket.
    func noteAnswer() { isAnswered = true }

    /// The bytes up to the first empty line, that one included; 0 where there is none.
    private static func headLength(_ bytes: Span<UInt8>) -> Int {
        var index = 3
        while index < bytes.count {
            if bytes[index] == 0x0A, bytes[index - 1] == 0x0D, bytes[index - 2] == 0x0A, bytes[index - 3] == 0x0D {
                return index + 1
            }
            index += 1
        }
        return 0
    }
}

/// Tells a connection's exchange what its HTTP handlers read and write.
final class HTTPExchangeWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let exchange: HTTPExchange

    /// Makes the watch of one connection.
    init(_ exchange: HTTPExchange) { self.exchange = exchange }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        exchange.note(unwrapInboundIn(data))
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenSuccess { [exchange] in exchange.noteAnswer() }
        context.write(data, promise: sent)
    }
}
