// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Redirect
import ServiceLifecycle
import Synchronization

/// Serves the connections that the front hands on, by Hummingbird's HTTP/1 handlers.
final class HTTPConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isDraining = false
    }

    private let group: any EventLoopGroup
    private let responder: HTTPChannelHandler.Responder
    private let idleTimeout: TimeAmount
    private let logger: Logger
    private let (waiting, queue) = AsyncStream.makeStream(of: HandedConnection.self)
    private let state = Mutex(State())

    /// Makes a service that serves nobody yet.
    /// - Parameters:
    ///   - group: the event loops of the HTTP handlers.
    ///   - responder: answers requests.
    ///   - idleTimeout: how long a connection may lie idle, or keep a request waiting for its next bytes.
    ///   - logger: of the requests.
    init(
        group: any EventLoopGroup,
        responder: @escaping HTTPChannelHandler.Responder,
        idleTimeout: TimeAmount,
        logger: Logger,
    ) {
        self.group = group
        self.idleTimeout = idleTimeout
        self.logger = logger
        self.responder = responder
    }

    /// Takes a connection; never waits.
    func take(_ connection: HandedConnection) { queue.yield(connection) }

    /// No further connection will come.
    func finish() { queue.finish() }

    /// Serves connections until there are no more; a shutdown ends each behind its request.
    func run() async {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await connection in waiting { group.addTask { await self.serve(connection) } }
            }
        } onGracefulShutdown: {
            self.drain()
        }
    }

    private func serve(_ connection: HandedConnection) async {
        let exchange = HTTPExchange()
        let http1 = http1(exchange)
        do {
            let channel = try await ClientBootstrap(group: group)
                .channelOption(.allowRemoteHalfClosure, value: true)
                .withConnectedSocket(connection.descriptor) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let handler = HandedConnectionHandler(connection, exchange: exchange)
                        try channel.pipeline.syncOperations.addHandlers([InputEnd(), handler])
                    }.flatMap { http1.setup(channel: channel, logger: self.logger) }
                }
            enter(channel.channel)
            // A shutdown that takes too long cancels this task; waiting on for a request would keep the server up.
            await withTaskCancellationHandler {
                await http1.handle(value: channel, logger: logger)
            } onCancel: {
                channel.channel.close(promise: nil)
            }
            state.withLock { $0.channels[ObjectIdentifier(channel.channel)] = nil }
        } catch {
            // The client is gone already, or the process has no room; the socket was closed with the channel.
            logger.debug("a connection could not be served", metadata: ["error": "\(error)"])
        }
    }

    /// The bounds of what HTTP reads, here and behind TLS.
    static func configuration(idleTimeout: TimeAmount) -> HTTP1Channel.Configuration {
        // A request line and the heads of real clients stay below 16 KiB; more is an attack or a mistake.
        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 16 << 10,
            maxHeaderListSize: 32 << 10,
            maxHeaderFieldCount: 100,
        )
        return HTTP1Channel.Configuration(idleTimeout: idleTimeout, httpDecoderConfiguration: limits)
    }

    private func http1(_ exchange: HTTPExchange) -> HTTP1Channel {
        var configuration = Self.configuration(idleTimeout: idleTimeout)
        configuration.additionalChannelHandlers = { [HTTPExchangeWatch(exchange)] }
        return HTTP1Channel(responder: responder, configuration: configuration)
    }

    private func enter(_ channel: any Channel) {
        let isDraining = state.withLock { state in
            state.channels[ObjectIdentifier(channel)] = channel
            return state.isDraining
        }
        if isDraining { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    }

    private func drain() {
        let channels = state.withLock { state in
            state.isDraining = true
            return Array(state.channels.values)
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    }
}
