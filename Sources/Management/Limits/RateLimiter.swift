// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Bounds by the minute what callers do: creating calls and bulk operations, and what their pictures cost, for each key;
/// uploads of files, for each network.
///
/// In memory: a server that starts anew has full buckets, and servers beside it have their own.
package final class RateLimiter: Sendable {
    /// Uploads of files a minute from one network.
    package static let uploadsPerMinute = 5

    private let uptime: @Sendable () -> Int64
    private let calls = TokenBuckets<Int64>(.calls)
    private let renders = TokenBuckets<Int64>(.renders)
    private let uploads = TokenBuckets<UInt128>(.uploads)

    /// Makes a limiter whose buckets are all full.
    /// - Parameter uptime: nanoseconds of a clock that never runs backwards.
    package init(uptime: @escaping @Sendable () -> Int64 = RateLimiter.steadyClock()) { self.uptime = uptime }

    /// A clock that counts nanoseconds from now.
    package static func steadyClock() -> @Sendable () -> Int64 {
        let start = ContinuousClock.now
        return {
            let (seconds, attoseconds) = (ContinuousClock.now - start).components
            return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        }
    }

    /// How the caller's limit of creating calls stands; takes nothing.
    package func standing(of caller: Principal) -> RateReading {
        calls.take(0, of: caller.key.number, size: caller.plan.createsPerMinute, at: uptime()).reading
    }

    /// Counts a creating call or a bulk operation, before anything of it is done.
    /// - Returns: how the limit stands after it.
    /// - Throws: ``CodeError/rateLimited(_:)``.
    package func countCall(by caller: Principal) throws(CodeError) -> RateReading {
        try Self.passed(calls.take(1, of: caller.key.number, size: caller.plan.createsPerMinute, at: uptime()))
    }

    /// Counts what a picture costs, before it is drawn.
    /// - Parameters:
    ///   - units: the cost, of which an SVG has one.
    ///   - caller: who asks for it.
    /// - Returns: how the limit stands after it.
    /// - Throws: ``CodeError/rateLimited(_:)``.
    package func countRender(_ units: Int, by caller: Principal) throws(CodeError) -> RateReading {
        try Self.passed(
            renders.take(units, of: caller.key.number, size: caller.plan.renderUnitsPerMinute, at: uptime()))
    }

    /// Counts an upload of a file.
    /// - Parameter network: the bits of the client's address, those that one client chooses itself left out.
    /// - Returns: how the limit stands after it.
    /// - Throws: ``CodeError/rateLimited(_:)``.
    package func countUpload(from network: UInt128) throws(CodeError) -> RateReading {
        try Self.passed(uploads.take(1, of: network, size: Self.uploadsPerMinute, at: uptime()))
    }

    private static func passed(_ outcome: (isTaken: Bool, reading: RateReading)) throws(CodeError) -> RateReading {
        guard outcome.isTaken else { throw .rateLimited(outcome.reading) }
        return outcome.reading
    }
}
