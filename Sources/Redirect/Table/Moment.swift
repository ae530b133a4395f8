// SPDX-License-Identifier: Apache-2.0

package import Codes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One reading of both clocks: codes expire by the wall clock, cached answers age by one that nobody sets.
package struct Moment: Sendable, Hashable {
    /// The wall clock.
    package let wall: Timestamp
    /// Milliseconds since some fixed moment; never runs backwards.
    package let uptime: Int64

    /// Makes a moment from its two readings.
    package init(wall: Timestamp, uptime: Int64) {
        self.wall = wall
        self.uptime = uptime
    }

    /// The moment now, by the system's clocks.
    ///
    /// Two calls that the kernel answers without being entered.
    package static var now: Moment {
        Moment(wall: Timestamp(milliseconds: milliseconds(CLOCK_REALTIME)), uptime: milliseconds(CLOCK_MONOTONIC))
    }

    private static func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        // Cannot fail for these two clocks; the pointer lives for the call.
        _ = unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// Tells the moment; injected wherever something ages or expires.
package typealias MomentClock = @Sendable () -> Moment
