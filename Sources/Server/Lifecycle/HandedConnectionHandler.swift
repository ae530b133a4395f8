// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore
import Redirect

/// At the socket's end of a connection that the front handed on: gives the HTTP handlers what was read before, and the
/// connection back to the front when its next request looks like a scan.
///
/// Nothing is lost on the way back: it is gone only between two requests, when the HTTP handlers hold no byte
/// (``HTTPExchange/isOver``), and what was read by then goes along. The front gets a duplicate of the descriptor, so that
/// NIO can close its own as it is used to.
final class HandedConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let connection: HandedConnection
    private let exchange: HTTPExchange
    /// What was read for the front; nil as long as the connection stays.
    private var leaving: ByteBuffer?
    private var isDraining = false

    /// Makes the handler of one connection.
    init(_ connection: HandedConnection, exchange: HTTPExchange) {
        self.connection = connection
        self.exchange = exchange
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        let bytes = ByteBuffer(bytes: connection.bytes)
        exchange.noteInput(bytes.readableBytesUInt8Span)
        context.fireChannelRead(wrapInboundOut(bytes))
        context.fireChannelReadComplete()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if leaving != nil {
            leaving?.writeBuffer(&bytes)
        } else if exchange.isOver, !isDraining, HandedConnection.mayBeScan(bytes.readableBytesUInt8Span) {
            leaving = bytes
        } else {
            exchange.noteInput(bytes.readableBytesUInt8Span)
            context.fireChannelRead(wrapInboundOut(bytes))
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        guard let bytes = leaving else { return context.fireChannelReadComplete() }
        let descriptor = dup(connection.descriptor)
        context.close(promise: nil)
        guard descriptor >= 0 else { return }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        connection.giveBack(descriptor, bytes: Array(buffer: bytes))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { isDraining = true }
        context.fireUserInboundEventTriggered(event)
    }
}
