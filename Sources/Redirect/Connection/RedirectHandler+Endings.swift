// SPDX-License-Identifier: Apache-2.0

import NIOCore

extension RedirectHandler {
    /// Does what the state after a batch asks for.
    func settle(_ context: ChannelHandlerContext) {
        switch phase {
        case .reading:
            // What is left in the input is the beginning of a head that will not be completed, or nothing.
            if isDraining || (inputEnded && isWritable) { finish(context) } else { resumeReading(context) }
        case .handingOn: passOn(context)
        case .closing: finish(context)
        case .waiting, .passing: break
        }
    }

    /// Closes behind the last answer: a write of nothing completes when all before it are in the socket.
    private func finish(_ context: ChannelHandlerContext) {
        phase = .closing
        guard !isFinished, context.channel.isActive else { return }
        isFinished = true
        input = ByteBuffer()
        let last = context.eventLoop.makePromise(of: Void.self)
        last.futureResult.assumeIsolated().whenComplete { _ in self.context?.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: last)
    }

    /// Has the handlers behind installed, gives them what is theirs, and leaves.
    private func passOn(_ context: ChannelHandlerContext) {
        beginHandingOn()
        loop?.counters.countHandedOn()
        timer?.cancel()
        timer = nil
        handOn(context.channel).assumeIsolated().whenComplete { result in
            guard case .handingOn = self.phase, let context = self.context else { return }
            switch result {
            case .success: self.leave(context)
            case .failure: context.close(promise: nil)
            }
        }
    }

    private func leave(_ context: ChannelHandlerContext) {
        phase = .passing
        let rest = input
        input = ByteBuffer()
        context.fireChannelRead(wrapInboundOut(rest))
        context.fireChannelReadComplete()
        for event in deferredEvents { context.fireUserInboundEventTriggered(event) }
        // The end of the input concerns the handlers behind as well, even where it came before their bytes' turn.
        if inputEnded { context.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
        resumeReading(context)
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }
}
