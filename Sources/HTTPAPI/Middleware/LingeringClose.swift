// SPDX-License-Identifier: Apache-2.0

package import NIOCore

/// Ends a connection on which somebody is still sending.
///
/// Closing a socket with unread bytes resets it, and the kernel on the other side throws away an answer that was not read
/// yet. So what comes in is read and dropped, before anybody takes it for HTTP, until the caller closes or the time is up.
/// A caller that has said already that nothing more will come is not waited for.
struct LingeringClose: Sendable {
    let channel: any Channel
    /// How long the caller has to read the answer.
    let time: Duration

    /// Drops what comes in from now on.
    func begin() {
        let channel = channel
        channel.eventLoop.execute {
            let pipeline = channel.pipeline.syncOperations
            let hasEnded = (try? pipeline.handler(type: InputEnd.self))?.hasEnded ?? false
            // Where the connection is gone already there is nothing to end.
            try? pipeline.addHandler(DroppedInput(hasEnded: hasEnded), position: .first)
        }
        channel.eventLoop.scheduleTask(in: TimeAmount(time)) { channel.close(promise: nil) }
    }

    /// What ends the handling of a connection.
    struct Ended: Error {}

    /// Waits until the connection is closed, and then fails: requests that came in before may lie there decoded, and the
    /// server would go on to them.
    func end() async throws {
        let channel = channel
        channel.eventLoop.execute {
            try? channel.pipeline.syncOperations.handler(type: DroppedInput.self).noteAnswer(to: channel)
        }
        try await channel.closeFuture.get()
        throw Ended()
    }
}

/// Remembers that the other end of a connection has said that nothing more will come; at the socket's end of a pipeline.
package final class InputEnd: ChannelInboundHandler, RemovableChannelHandler {
    /// Bytes of the socket.
    package typealias InboundIn = ByteBuffer

    fileprivate var hasEnded = false

    /// Makes the memory of one connection.
    package init() {}

    /// Notes the end, and passes everything on.
    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { hasEnded = true }
        context.fireUserInboundEventTriggered(event)
    }
}

/// Reads and drops, whatever the handlers behind it think of more input.
private final class DroppedInput: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var hasEnded: Bool
    private var isAnswered = false

    init(hasEnded: Bool) { self.hasEnded = hasEnded }

    /// The answer is written: who sends nothing more has no reason to stay.
    func noteAnswer(to channel: any Channel) {
        isAnswered = true
        if hasEnded { channel.close(promise: nil) }
    }

    func handlerAdded(context: ChannelHandlerContext) { context.read() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func channelReadComplete(context: ChannelHandlerContext) { context.read() }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event as? ChannelEvent == .inputClosed else { return context.fireUserInboundEventTriggered(event) }
        hasEnded = true
        if isAnswered { context.close(promise: nil) }
    }
}
