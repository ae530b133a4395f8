// SPDX-License-Identifier: Apache-2.0

import NIOCore

extension RedirectHandler {
    /// Starts the connection's one timer.
    ///
    /// It looks at the clock only when it fires: a request costs it nothing.
    func armTimer(_ context: ChannelHandlerContext) {
        schedule(context, in: core.settings.idleTimeout.milliseconds)
    }

    /// Notes that a head is incomplete; its time runs from its first byte.
    func beginHead(_ context: ChannelHandlerContext, at moment: Moment) {
        guard headBegan == nil else { return }
        headBegan = moment.uptime
        schedule(context, in: core.settings.headTimeout.milliseconds)
    }

    private func schedule(_ context: ChannelHandlerContext, in milliseconds: Int64) {
        timer?.cancel()
        // Held strongly until it fires or is cancelled, which leaving the pipeline does: a weak reference would give the
        // handler a side table and slow every retain of it down.
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) { self.timerFired() }
    }

    private func timerFired() {
        guard let context else { return }
        let now = core.clock().uptime
        let due = deadline(at: now)
        if now >= due { context.close(promise: nil) } else { schedule(context, in: due - now) }
    }

    /// When the connection's patience ends.
    private func deadline(at now: Int64) -> Int64 {
        switch phase {
        case .reading:
            headBegan.map { $0 + core.settings.headTimeout.milliseconds } ?? idleDeadline
        // The last answer must be taken in time, too.
        case .closing: idleDeadline
        // The table bounds how long a load may take.
        case .waiting, .handingOn, .passing: now + core.settings.idleTimeout.milliseconds
        }
    }

    private var idleDeadline: Int64 { lastActivity + core.settings.idleTimeout.milliseconds }
}
