// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import Synchronization

/// A server on a loopback address that answers paths with prepared bytes and remembers the requests.
final class LocalServer: Sendable {
    enum Behavior: Sendable {
        /// Sends the bytes and closes.
        case answer(String)
        /// Sends a head and then a body without end.
        case endless
        /// Sends half of a body and waits.
        case stalling
    }

    private let channel: any Channel

    /// Listens on a free port; stops when the operation is over.
    static func run<Result: Sendable>(
        on address: String = "127.0.0.1",
        _ behaviors: [String: Behavior],
        _ operation: (LocalServer) async throws -> Result,
    ) async throws -> Result {
        let log = RequestLog()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answerer(behaviors: behaviors, log: log))
                }
            }
            .bind(host: address, port: 0).get()
        let server = LocalServer(channel: channel, log: log)
        do {
            let result = try await operation(server)
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }

    private let log: RequestLog

    private init(channel: any Channel, log: RequestLog) {
        self.channel = channel
        self.log = log
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    /// The heads of all requests so far.
    var heads: [String] { log.heads.withLock { $0 } }
}

final class RequestLog: Sendable {
    let heads = Mutex<[String]>([])
}

private final class Answerer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let behaviors: [String: LocalServer.Behavior]
    private let log: RequestLog
    private var head = ""

    init(behaviors: [String: LocalServer.Behavior], log: RequestLog) {
        self.behaviors = behaviors
        self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        head += String(buffer: unwrapInboundIn(data))
        guard !head.hasPrefix("\u{16}") else {
            // The first message of a TLS handshake, which this server does not go on with.
            log.heads.withLock { $0.append(self.head) }
            return context.close(promise: nil)
        }
        guard head.hasSuffix("\r\n\r\n") else { return }
        let (head, path) = (head, head.split(separator: " ").dropFirst().first.map(String.init) ?? "")
        log.heads.withLock { $0.append(head) }
        switch behaviors[path] {
        case .answer(let text):
            send(text, context).whenComplete { [channel = context.channel] _ in channel.close(promise: nil) }
        case .endless:
            _ = send("HTTP/1.1 200 OK\r\n\r\n", context)
            Self.pour(into: context.channel)
        case .stalling:
            _ = send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf ", context)
        case nil:
            let answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
            send(answer, context).whenComplete { [channel = context.channel] _ in channel.close(promise: nil) }
        }
    }

    private func send(_ text: String, _ context: ChannelHandlerContext) -> EventLoopFuture<Void> {
        context.channel.writeAndFlush(ByteBuffer(string: text))
    }

    /// Writes until the other side has had enough.
    private static func pour(into channel: any Channel) {
        channel.writeAndFlush(ByteBuffer(repeating: 0x61, count: 65_536)).whenSuccess { pour(into: channel) }
    }
}
