// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Ends a connection on which somebody is still sending.
///
/// Closing a socket with unread bytes resets it, and the kernel on the other side throws away an answer that was not read
/// yet. So what comes in is read and dropped, before anybody takes it for HTTP, until the caller closes or the time is up.
struct LingeringClose: Sendable {
    let channel: any Channel
    /// How long the caller has to read the answer.
    let time: Duration

    /// Drops what comes in from now on.
    func begin() {
        let channel = channel
        channel.eventLoop.execute {
            // Where the connection is gone already there is nothing to end.
            try? channel.pipeline.syncOperations.addHandler(DroppedInput(), position: .first)
        }
        channel.eventLoop.scheduleTask(in: TimeAmount(time)) { channel.close(promise: nil) }
    }

    /// What ends the handling of a connection.
    struct Ended: Error {}

    /// Waits until the connection is closed, and then fails: requests that came in before may lie there decoded, and the
    /// server would go on to them.
    func end() async throws {
        try await channel.closeFuture.get()
        throw Ended()
    }
}

/// Reads and drops, whatever the handlers behind it think of more input.
private final class DroppedInput: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func handlerAdded(context: ChannelHandlerContext) { context.read() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func channelReadComplete(context: ChannelHandlerContext) { context.read() }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}
