// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

extension Subject {
    /// The same answers through NIO's HTTP/1 codec, from a dictionary, with nothing else done.
    static func codec(codes: Int, loops: Int) async throws -> Subject {
        let heads = Dictionary(uniqueKeysWithValues: ids(codes).map { ("/r/\($0)", head(destination(of: $0))) })
        let answered = Answered()
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup(numberOfThreads: loops))
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: false)
                    try channel.pipeline.syncOperations.addHandler(CodecHandler(heads: heads, answered: answered))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return Subject(
            port: server.localAddress?.port ?? 0,
            answered: { answered.count.load(ordering: .relaxed) },
            close: {},
        )
    }

    private static func head(_ destination: String) -> HTTPResponseHead {
        let fields = HTTPHeaders([
            ("Location", destination), ("Cache-Control", "no-store"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"), ("X-Robots-Tag", "noindex"),
            ("X-Content-Type-Options", "nosniff"), ("Content-Length", "0"), ("Date", "Sat, 21 Nov 2026 12:00:00 GMT"),
            ("X-Request-Id", "01M7YZMHG00000000000000000"),
        ])
        return HTTPResponseHead(version: .http1_1, status: .found, headers: fields)
    }
}

/// How many requests were answered.
private final class Answered: Sendable {
    let count = Atomic<Int>(0)
}

/// Looks the whole target up.
private final class CodecHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let heads: [String: HTTPResponseHead]
    private let answered: Answered
    private let missing = HTTPResponseHead(version: .http1_1, status: .notFound, headers: ["Content-Length": "0"])
    private var head: HTTPResponseHead?

    init(heads: [String: HTTPResponseHead], answered: Answered) {
        self.heads = heads
        self.answered = answered
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let request): head = heads[request.uri]
        case .body: break
        case .end:
            context.write(wrapOutboundOut(.head(head ?? missing)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            answered.count.add(1, ordering: .relaxed)
        }
    }
}
