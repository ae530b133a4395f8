// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOTLS

/// Ends connections of HTTP/2 whose client has fallen silent.
///
/// The server says goodbye with a ping and ends the connection once that is answered (RFC 9113 section 6.8). Who answers
/// no ping would keep a shutdown waiting, and an idle connection open for ever.
final class SilenceLimit: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How long a client has to answer the goodbye of a shutdown.
    private let goodbye: TimeAmount
    /// How long a connection may lie still in both directions; beyond the time after which it is said goodbye to.
    private let stillness: TimeAmount
    private var isSecondVersion = false
    private var hasMoved = false
    private var answers = PingAnswerFinder()
    private var end: Scheduled<Void>?
    private var watch: RepeatedTask?

    /// Makes the limit of one connection.
    init(goodbye: TimeAmount, stillness: TimeAmount) {
        self.goodbye = goodbye
        self.stillness = stillness
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end?.cancel()
        watch?.cancel()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted(negotiatedProtocol: "h2") as TLSUserEvent: begin(context)
        // Connections of HTTP/1.1 have no pings; they end behind their request.
        case is ChannelShouldQuiesceEvent where isSecondVersion: sayGoodbye(context)
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasMoved = true
        // What the client said before it heard the goodbye is no answer to it, and may come later.
        if isSecondVersion, answers.find(in: unwrapInboundIn(data).readableBytesView) { end?.cancel() }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        hasMoved = true
        context.write(data, promise: promise)
    }

    private func begin(_ context: ChannelHandlerContext) {
        isSecondVersion = true
        let (this, channel) = (NIOLoopBound(self, eventLoop: context.eventLoop), context.channel)
        watch = context.eventLoop.scheduleRepeatedTask(initialDelay: stillness, delay: stillness) { _ in
            guard this.value.hasMoved else { return channel.close(promise: nil) }
            this.value.hasMoved = false
        }
    }

    private func sayGoodbye(_ context: ChannelHandlerContext) {
        let channel = context.channel
        end = context.eventLoop.scheduleTask(in: goodbye) { channel.close(promise: nil) }
    }
}
