// SPDX-License-Identifier: Apache-2.0

import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// One connection of the TLS listener: a handshake, and then HTTP/2 or HTTP/1.1 by what the client offers (ALPN).
///
/// The certificate can be exchanged while connections are served; each keeps the one that it began with.
final class SecureChannel: ServerChildChannel {
    typealias Value = HTTP2UpgradeChannel.Value

    /// How long a client has for its handshake.
    private static let handshakeTime = TimeAmount.seconds(10)
    /// How long a client of HTTP/2 has to answer the goodbye of a shutdown.
    private static let goodbyeTime = TimeAmount.seconds(3)

    private let responder: HTTPChannelHandler.Responder
    private let stillness: TimeAmount
    private let configuration: HTTP2UpgradeChannel.Configuration
    private let current: Mutex<HTTP2UpgradeChannel>

    /// Makes the setup of connections.
    /// - Parameters:
    ///   - tls: the certificate and its key.
    ///   - idleTimeout: how long a connection may lie idle.
    ///   - grace: how long a shutdown waits for requests in flight.
    ///   - responder: answers requests.
    /// - Throws: where the certificate cannot be used.
    init(
        tls: TLSConfiguration,
        idleTimeout: Duration,
        grace: Duration,
        responder: @escaping HTTPChannelHandler.Responder,
    ) throws {
        self.responder = responder
        // After the idle time the client is asked to go; it has as long again to answer.
        stillness = TimeAmount(idleTimeout * 2)
        let streams = HTTPConnections.configuration(idleTimeout: TimeAmount(idleTimeout))
        configuration = HTTP2UpgradeChannel.Configuration(
            idleTimeout: idleTimeout,
            gracefulCloseTimeout: grace,
            streamConfiguration: streams,
        )
        current = Mutex(
            try HTTP2UpgradeChannel(tlsConfiguration: tls, configuration: configuration, responder: responder)
        )
    }

    /// Shows another certificate to those who connect from now on.
    func use(_ tls: TLSConfiguration) throws {
        let upgrade = try HTTP2UpgradeChannel(
            tlsConfiguration: tls, configuration: configuration, responder: responder,
        )
        current.withLock { $0 = upgrade }
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let value = current.withLock { $0 }.setup(channel: channel, logger: logger)
        do {
            // Behind TLS, which tells when the handshake is over, and ahead of what then takes its place.
            let pipeline = channel.pipeline.syncOperations
            let tls = try pipeline.handler(type: NIOSSLServerHandler.self)
            let silence = SilenceLimit(goodbye: Self.goodbyeTime, stillness: stillness)
            try pipeline.addHandler(silence, position: .after(tls))
            try pipeline.addHandler(HandshakeLimit(time: Self.handshakeTime), position: .after(tls))
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return value
    }

    func handle(value: Value, logger: Logger) async {
        await current.withLock { $0 }.handle(value: value, logger: logger)
    }
}
