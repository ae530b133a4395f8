// SPDX-License-Identifier: Apache-2.0

import HummingbirdCore
import Logging
import NIOCore
import Redirect

/// HTTP/1 with the redirect in front: scans are answered from the bytes, all else goes on to Hummingbird's pipeline on the
/// same connection.
struct RedirectFrontChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let core: RedirectCore
    let http1: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(RedirectHandler(core: core))
        }.flatMap { http1.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async {
        await http1.handle(value: value, logger: logger)
    }
}

extension HTTPServerBuilder {
    /// HTTP/1 with the redirect in front.
    ///
    /// - Parameters:
    ///   - core: the redirects.
    ///   - idleTimeout: how long a connection may lie idle, or keep a request waiting for its next bytes.
    /// - Returns: what Hummingbird builds its server with.
    static func redirecting(_ core: RedirectCore, idleTimeout: TimeAmount) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            // A request line and the heads of real clients stay below 16 KiB; more is an attack or a mistake.
            let limits = HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: 16 << 10,
                maxHeaderListSize: 32 << 10,
                maxHeaderFieldCount: 100,
            )
            let configuration = HTTP1Channel.Configuration(
                idleTimeout: idleTimeout,
                httpDecoderConfiguration: limits,
            )
            return RedirectFrontChannel(
                core: core,
                http1: HTTP1Channel(responder: responder, configuration: configuration),
            )
        }
    }
}
