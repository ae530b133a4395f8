// SPDX-License-Identifier: Apache-2.0

package import NIOCore
import Scans

/// Answers scans at the front of a connection, on bytes; hands on what is none.
///
/// The handler reads requests for as long as all of them are plain scans (``RequestHeadParser``). With the first bytes
/// that are anything else it has the ordinary HTTP handlers installed behind it, gives them everything that it did not
/// answer, byte for byte, and leaves the pipeline: what comes later on that connection is theirs. Until then nothing
/// stands behind it, so that a connection which only scans pays for nothing else.
///
/// Answers leave in the order of the requests: while a code is being loaded no further request is read, neither from
/// the bytes at hand nor from the socket.
///
/// In a `ServerChildChannel` whose `base` is Hummingbird's `HTTP1Channel`:
///
///     func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
///         channel.eventLoop.makeCompletedFuture {
///             let http = channel.eventLoop.makePromise(of: HTTP1Channel.Value?.self)
///             let handler = RedirectHandler(
///                 core: core,
///                 handOn: { base.setup(channel: $0, logger: logger).map { http.succeed($0) } },
///                 ended: { http.succeed(nil) },
///             )
///             try channel.pipeline.syncOperations.addHandler(handler)
///             return Value(channel: channel, http: http.futureResult)
///         }
///     }
///     func handle(value: Value, logger: Logger) async {
///         guard let http = try? await value.http.get() else { return }
///         await base.handle(value: http, logger: logger)
///     }
///
/// (A task that waits for `http` is cancelled when a shutdown takes too long: close the channel then.) Handlers that
/// are installed from the start must not close idle connections: they see nothing of the scans in front of them.
package final class RedirectHandler: ChannelDuplexHandler, RemovableChannelHandler {
    /// Bytes from the socket.
    package typealias InboundIn = ByteBuffer
    /// Bytes for the handlers behind.
    package typealias InboundOut = ByteBuffer
    /// Bytes from the handlers behind, which go through untouched.
    package typealias OutboundIn = ByteBuffer
    /// Answers.
    package typealias OutboundOut = ByteBuffer

    /// What the handler does with bytes that come in.
    enum Phase {
        /// Reads and answers them.
        case reading
        /// Keeps them: the code of this request is being loaded.
        case waiting(RequestHead)
        /// Keeps them: the handlers behind are being installed.
        case handingOn
        /// Gives them to the handlers behind.
        case passing
        /// Drops them: the last answer is written.
        case closing
    }

    let core: RedirectCore
    let handOn: (any Channel) -> EventLoopFuture<Void>
    private let ended: () -> Void
    private var isEnded = false

    var phase = Phase.reading
    /// What came in and is not answered yet, from the first byte of a request on.
    var input = ByteBuffer()
    /// How much of an incomplete head has been searched for its end.
    var searched = 0
    /// What the connections of this event loop share; nil outside a pipeline.
    var loop: LoopState?
    /// The other end; known when the first bytes come in.
    var peer: (address: IPAddress, isTrusted: Bool)?
    /// The batch that is being written must not be entered again from a flush.
    var isProcessing = false
    /// The channel takes more answers.
    var isWritable = true
    /// Somebody wants to read, and must wait.
    var holdsRead = false
    /// The other end will send nothing more.
    var inputEnded = false
    /// The server shuts down: the next answer is the last.
    var isDraining = false
    /// The channel closes as soon as the last answer is in the socket.
    var isFinished = false
    /// Events that came while the handlers behind were being installed.
    var deferredEvents: [Any] = []

    /// When bytes came in last, by ``Moment/uptime``.
    var lastActivity: Int64 = 0
    /// When the head that is still incomplete began; nil while there is none.
    var headBegan: Int64?
    var timer: Scheduled<Void>?
    var context: ChannelHandlerContext?

    /// Makes the handler of one connection.
    /// - Parameters:
    ///   - core: what all connections share.
    ///   - handOn: installs the handlers behind this one, on the event loop; what is not a scan waits for the future.
    ///   - ended: called when the connection ends without anything handed on. Exactly one of the two is called, once.
    package init(
        core: RedirectCore,
        handOn: @escaping (any Channel) -> EventLoopFuture<Void> = { $0.eventLoop.makeSucceededVoidFuture() },
        ended: @escaping () -> Void = {},
    ) {
        self.core = core
        self.handOn = handOn
        self.ended = ended
    }

    /// Looks up what the connections of the event loop share.
    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop = core.state(of: context.eventLoop)
        lastActivity = core.clock().uptime
        if context.channel.isActive { armTimer(context) }
    }

    /// Lets go of everything.
    package func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        loop = nil
        self.context = nil
        // A pipeline that is torn down before anything was handed on.
        end()
    }

    /// Starts the timer.
    package func channelActive(context: ChannelHandlerContext) {
        lastActivity = core.clock().uptime
        armTimer(context)
        context.fireChannelActive()
    }

    /// Forgets what was not answered: nobody is there to take it.
    package func channelInactive(context: ChannelHandlerContext) {
        end()
        phase = .closing
        input = ByteBuffer()
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    /// Takes bytes, see ``Phase``.
    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch phase {
        case .passing: context.fireChannelRead(data)
        case .closing: break
        case .reading:
            if peer == nil { meetPeer(context) }
            keep(unwrapInboundIn(data))
            process(context)
        case .waiting, .handingOn:
            keep(unwrapInboundIn(data))
            // Nothing is read from the socket in these phases; more than one read's worth cannot be meant well.
            if input.readableBytes > core.settings.maximumInput { context.close(promise: nil) }
        }
    }

    /// Passed on once the handlers behind have bytes.
    package func channelReadComplete(context: ChannelHandlerContext) {
        if case .passing = phase { context.fireChannelReadComplete() }
    }

    /// Goes on answering when a slow client has taken what was sent.
    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        if case .passing = phase { context.fireChannelWritabilityChanged() }
        if isWritable { process(context) }
    }

    /// Reads from the socket, or waits until reading makes sense.
    package func read(context: ChannelHandlerContext) {
        if mayRead { context.read() } else { holdsRead = true }
    }

    /// Closes a connection that failed.
    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .passing = phase { context.fireErrorCaught(error) } else { context.close(promise: nil) }
    }

    /// Notes that the server shuts down, or that the client sends no more.
    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch phase {
        case .passing: context.fireUserInboundEventTriggered(event)
        case .handingOn: deferredEvents.append(event)
        case .reading, .waiting, .closing: note(event, context)
        }
    }

    private func note(_ event: Any, _ context: ChannelHandlerContext) {
        switch event {
        case is ChannelShouldQuiesceEvent: isDraining = true
        case ChannelEvent.inputClosed: inputEnded = true
        default: return context.fireUserInboundEventTriggered(event)
        }
        process(context)
    }

    /// Once for each connection: nobody changes address in the middle of one.
    private func meetPeer(_ context: ChannelHandlerContext) {
        let address = IPAddress(context.channel.remoteAddress)
        peer = (address, core.proxies.contains(address))
    }

    private func keep(_ bytes: ByteBuffer) {
        var bytes = bytes
        if input.readableBytes == 0 { input = bytes } else { input.writeBuffer(&bytes) }
    }

    private var mayRead: Bool {
        switch phase {
        case .reading: isWritable
        case .passing: true
        case .waiting, .handingOn, .closing: false
        }
    }

    /// Reads on where somebody had to wait.
    func resumeReading(_ context: ChannelHandlerContext) {
        guard holdsRead, mayRead else { return }
        holdsRead = false
        context.read()
    }

    /// Nothing will be handed on any more.
    func end() {
        guard !isEnded else { return }
        isEnded = true
        ended()
    }

    /// The handlers behind are called for, and ``ended`` is not.
    func beginHandingOn() { isEnded = true }
}

@available(*, unavailable)
extension RedirectHandler: Sendable {}
