// SPDX-License-Identifier: Apache-2.0

import Scans

/// One connection at the front: what is known of it between two events.
///
/// Confined to its event loop.
final class FrontConnection {
    /// Tells a connection from a later one with the same descriptor.
    struct Tag: Sendable, Hashable {
        let descriptor: Int32
        let serial: UInt32

        /// As one number, for the kernel to keep.
        var bits: UInt64 { UInt64(serial) << 32 | UInt64(UInt32(bitPattern: descriptor)) }
    }

    /// What the connection does with bytes that come in.
    enum Phase {
        /// Reads and answers them.
        case reading
        /// Leaves them in the socket: the code of this request is being loaded.
        case waiting(RequestHead)
        /// Leaves them to the ordinary HTTP handlers.
        case handingOn
        /// Drops them: the last answer is written.
        case closing
    }

    let tag: Tag
    /// The other end, and whether it is a proxy whose word is believed.
    let peer: (address: IPAddress, isTrusted: Bool)

    var phase = Phase.reading
    /// What came in and is not answered yet, from the first byte of a request on.
    var input: [UInt8] = []
    /// How much of an incomplete head has been searched for its end.
    var searched = 0
    /// Answers that the socket did not take yet, and how many of their bytes it took.
    var unsent: [UInt8] = []
    var unsentStart = 0
    /// What the kernel tells about.
    var interest = Epoll.readable
    /// When bytes came in or went out last, by ``Moment/uptime``.
    var lastActivity: Int64
    /// When the head that is still incomplete began; nil while there is none.
    var headBegan: Int64?

    init(tag: Tag, address: IPAddress, isTrusted: Bool, at moment: Moment) {
        self.tag = tag
        peer = (address, isTrusted)
        lastActivity = moment.uptime
    }

    /// Whether there are answers that the socket did not take yet.
    var isBlocked: Bool { !unsent.isEmpty }

    /// Whether bytes that come in now would be answered.
    var isReading: Bool { if case .reading = phase { true } else { false } }

    /// When the connection's patience ends, by ``Moment/uptime``.
    func deadline(_ settings: ConnectionSettings) -> Int64 {
        let idle = lastActivity + settings.idleTimeout.milliseconds
        switch phase {
        case .reading where !isBlocked: return headBegan.map { $0 + settings.headTimeout.milliseconds } ?? idle
        // What was sent must be taken in time, too.
        case .reading, .closing: return idle
        // The table bounds how long a load may take.
        case .waiting, .handingOn: return .max
        }
    }
}
