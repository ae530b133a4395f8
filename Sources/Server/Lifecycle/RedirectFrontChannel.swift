// SPDX-License-Identifier: Apache-2.0

import HummingbirdCore
import Logging
import NIOCore
import Redirect

/// HTTP/1 with the redirect in front: scans are answered from the bytes, all else goes on to Hummingbird's pipeline on the
/// same connection, which is installed when the first such bytes come.
struct RedirectFrontChannel: ServerChildChannel {
    /// A connection, and its HTTP pipeline once there is one; nil when it ended without.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let http: EventLoopFuture<HTTP1Channel.Value?>
    }

    let core: RedirectCore
    let http1: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let http = channel.eventLoop.makePromise(of: HTTP1Channel.Value?.self)
            let handler = RedirectHandler(
                core: core,
                handOn: { http1.setup(channel: $0, logger: logger).map { http.succeed($0) } },
                ended: { http.succeed(nil) },
            )
            try channel.pipeline.syncOperations.addHandler(handler)
            return Value(channel: channel, http: http.futureResult)
        }
    }

    func handle(value: Value, logger: Logger) async {
        // A shutdown that takes too long cancels this task; waiting on for a request would keep the server up.
        await withTaskCancellationHandler {
            // The future fails where the pipeline could not be installed: the connection is closed then.
            guard let http = try? await value.http.get() else { return }
            await http1.handle(value: http, logger: logger)
        } onCancel: {
            value.channel.close(promise: nil)
        }
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
