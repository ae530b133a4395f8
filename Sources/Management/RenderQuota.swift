// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store
import Synchronization

/// Counts the renders of accounts against their plans, by calendar months in UTC.
///
/// A picture counts once it was drawn, from the cache or not; what was refused or failed is never charged, so that
/// nothing is ever paid back. Where the plan has a quota the count is durable before the picture leaves. Where it has
/// none nothing depends on the count, and it is written down every now and then, by ``flush()``.
package final class RenderQuota: Sendable {
    private let store: any UsageStore
    private let clock: WallClock
    private let unwritten = Mutex(Unwritten())

    private struct Slot: Hashable {
        let account: AccountID
        let month: CalendarMonth
    }

    /// Renders of accounts without a quota that are not written down yet.
    private struct Unwritten {
        var counts: [Slot: Int] = [:]
        /// What is being written down: the store may have it already, or not yet.
        var underWay: [Slot: Int] = [:]
        /// How often something was written down.
        var written = 0
    }

    /// How often a count is read again that was written down meanwhile.
    private static let mostReadings = 50
    /// Before each further reading: the commit that it waits for takes some milliseconds.
    private static let pause = Duration.milliseconds(5)

    /// Makes a quota.
    package init(store: any UsageStore, clock: @escaping WallClock) {
        self.store = store
        self.clock = clock
    }

    /// Counts renders that were made.
    /// - Parameters:
    ///   - renders: how many, at least one; all are counted or none.
    ///   - account: who pays.
    ///   - plan: the account's plan.
    /// - Returns: how many are left in the month: 0 where the overage has begun, nil where the plan has no quota.
    /// - Throws: ``CodeError/quotaExceeded(_:)`` as a rule, or the store's failure.
    @discardableResult
    package func charge(_ renders: Int, to account: Account, on plan: Plan) async throws(ManagementError) -> Int? {
        let charge = charge(of: renders, to: account, on: plan)
        guard let quota = plan.rendersPerMonth else {
            unwritten.withLock { $0.counts[Slot(account: account.id, month: charge.month), default: 0] += renders }
            return nil
        }
        let outcome = try await stored { () throws(StoreError) in try await store.charge(charge) }
        return try remaining(after: outcome, of: charge, quota: quota)
    }

    /// Refuses early what could not be charged, before anything is drawn; charges nothing.
    /// - Throws: ``CodeError/quotaExceeded(_:)`` as a rule, or the store's failure.
    package func check(_ renders: Int, of account: Account, on plan: Plan) async throws(ManagementError) {
        let charge = charge(of: renders, to: account, on: plan)
        guard let limit = charge.limit else { return }
        let used = try await used(by: account, in: charge.month)
        if used + renders > limit { throw .rule(.quotaExceeded(charge.excess(over: used, at: clock()))) }
    }

    /// What charges renders, for a store that does so in a transaction of its own; its outcome goes to
    /// ``remaining(after:of:on:)``.
    package func charge(of renders: Int, to account: Account, on plan: Plan) -> RenderCharge {
        let now = clock()
        return RenderCharge(
            account: account.id,
            month: CalendarMonth(of: now),
            renders: renders,
            limit: plan.renderLimit,
            watch: plan.rendersPerMonth.map { QuotaWatch(quota: $0, at: now) },
        )
    }

    /// How many renders are left after a charge that a store made.
    /// - Returns: 0 where the overage has begun, nil where the plan has no quota.
    /// - Throws: ``CodeError/quotaExceeded(_:)`` as a rule where the charge was refused.
    package func remaining(
        after outcome: ChargeOutcome,
        of charge: RenderCharge,
        on plan: Plan,
    ) throws(ManagementError) -> Int? {
        guard let quota = plan.rendersPerMonth else { return nil }
        return try remaining(after: outcome, of: charge, quota: quota)
    }

    /// What the account has used of its plan this month.
    package func usage(of account: Account, on plan: Plan) async throws(ManagementError) -> RenderUsage {
        let month = CalendarMonth(of: clock())
        let used = try await used(by: account, in: month)
        return RenderUsage(month: month, used: used, quota: plan.rendersPerMonth, overage: plan.overage)
    }

    /// Writes down what was counted in memory since the last call.
    package func flush() async throws(StoreError) {
        while let (slot, renders) = take() {
            let charge = RenderCharge(account: slot.account, month: slot.month, renders: renders, limit: nil)
            do {
                _ = try await store.charge(charge)
            } catch {
                unwritten.withLock { unwritten in
                    unwritten.underWay[slot] = nil
                    unwritten.counts[slot, default: 0] += renders
                }
                throw error
            }
            unwritten.withLock { unwritten in
                unwritten.underWay[slot] = nil
                unwritten.written += 1
            }
        }
    }

    private func take() -> (slot: Slot, renders: Int)? {
        unwritten.withLock { unwritten in
            guard let first = unwritten.counts.first else { return nil }
            unwritten.counts[first.key] = nil
            unwritten.underWay[first.key] = first.value
            return (first.key, first.value)
        }
    }

    /// What the store has and what is not written down, of one moment.
    private func used(by account: Account, in month: CalendarMonth) async throws(ManagementError) -> Int {
        let slot = Slot(account: account.id, month: month)
        var used = 0
        for _ in 0..<Self.mostReadings {
            let before = unwritten.withLock { $0.written }
            let kept = try await stored { () throws(StoreError) in try await store.renders(of: account.id, in: month) }
            let (isWhole, left) = unwritten.withLock { unwritten in
                (
                    unwritten.written == before && unwritten.underWay[slot] == nil,
                    (unwritten.counts[slot] ?? 0) + (unwritten.underWay[slot] ?? 0),
                )
            }
            used = kept + left
            if isWhole { break }
            try? await Task.sleep(for: Self.pause)
        }
        return used
    }

    private func remaining(
        after outcome: ChargeOutcome,
        of charge: RenderCharge,
        quota: Int,
    ) throws(ManagementError) -> Int {
        switch outcome {
        case .charged(let used): return max(0, quota - used)
        case .refused(let used): throw .rule(.quotaExceeded(charge.excess(over: used, at: clock())))
        }
    }
}

extension RenderCharge {
    /// What is told of a charge that was refused.
    func excess(over used: Int, at now: Timestamp) -> QuotaExcess {
        let timeLeft = Duration.milliseconds(month.end.milliseconds - now.milliseconds)
        return QuotaExcess(wanted: renders, used: used, quota: limit ?? 0, timeLeft: timeLeft)
    }
}

/// What an account has used of its plan in a month.
package struct RenderUsage: Sendable, Hashable {
    /// The month.
    package let month: CalendarMonth
    /// Renders counted.
    package let used: Int
    /// Renders that the plan has a month; nil for no limit.
    package let quota: Int?
    /// Whether renders past the quota are served.
    package let overage: Bool

    /// How many are left before the quota is reached; nil where there is none.
    package var remaining: Int? { quota.map { max(0, $0 - used) } }
}
