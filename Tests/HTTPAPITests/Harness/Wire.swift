// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix

@testable import HTTPAPI

/// A connection on which bytes are sent by hand.
///
/// Confined to the closure that it is made for.
final class Wire {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

    private init(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
    ) {
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    /// Runs the interface behind a real socket and connects to it.
    static func test(
        _ api: APIFixture,
        limits: APILimits = APILimits(),
        _ body: @escaping @Sendable (Wire) async throws -> Void,
    ) async throws {
        try await api.application(limits: limits).test(.live) { client in
            let port = client.port ?? 0
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            try await channel.executeThenClose { try await body(Wire($0, $1)) }
        }
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    /// Everything that comes until the other end closes.
    func readToEnd() async throws -> String {
        var text = ""
        while let part = try await inbound.next() { text += String(buffer: part) }
        return text
    }

    /// What comes until it contains `end`.
    func read(until end: String) async throws -> String {
        var text = ""
        while let part = try await inbound.next() {
            text += String(buffer: part)
            if text.contains(end) { return text }
        }
        return text
    }
}
