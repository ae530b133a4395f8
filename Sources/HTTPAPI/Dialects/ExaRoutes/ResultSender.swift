// SPDX-License-Identifier: Apache-2.0

import Bulk
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Hands the bytes of a result to the socket, and notes when the last one is there.
struct ResultSender {
    private let result: BulkResult
    private let channel: any Channel
    private var buffer = ByteBuffer()

    private static let bufferedBytes = 64 << 10

    init(_ result: BulkResult, _ channel: any Channel) {
        self.result = result
        self.channel = channel
    }

    /// Sends more bytes, together with others where they are few.
    mutating func send(_ bytes: [UInt8], to writer: inout any ResponseBodyWriter) async throws {
        buffer.writeBytes(bytes)
        if buffer.readableBytes >= Self.bufferedBytes { try await flush(to: &writer) }
    }

    /// Sends the last bytes; the result is gone after that.
    ///
    /// They are held back until all others are in the socket: what follows takes no longer than they do, and whoever asks
    /// for the job meanwhile waits for the outcome.
    mutating func end(_ bytes: [UInt8], to writer: inout any ResponseBodyWriter) async throws {
        try await flush(to: &writer)
        try await reachSocket()
        try result.beginEnding()
        buffer.writeBytes(bytes)
        try await flush(to: &writer)
        try await reachSocket()
        try await result.finish()
    }

    private mutating func flush(to writer: inout any ResponseBodyWriter) async throws {
        guard buffer.readableBytes > 0 else { return }
        try await writer.write(buffer)
        buffer = ByteBuffer()
        try result.move()
    }

    /// Waits until the socket took what was written: nothing is written behind all of it.
    private func reachSocket() async throws {
        try await channel.writeAndFlush(HTTPResponsePart.body(ByteBuffer())).get()
        try result.move()
    }
}
