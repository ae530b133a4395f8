// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Counts what accounts use of their plans.
///
/// Every write is durable when the call returns.
package protocol UsageStore: Sendable {
    /// Adds renders to the account's month where its limit allows all of them; one statement counts and decides, so that
    /// no race passes the limit.
    func charge(_ charge: RenderCharge) async throws(StoreError) -> ChargeOutcome

    /// How many renders the account has used in the month.
    func renders(of account: AccountID, in month: CalendarMonth) async throws(StoreError) -> Int
}

/// Renders that are about to be counted.
package struct RenderCharge: Sendable, Hashable {
    /// Who pays.
    package let account: AccountID
    /// The month they are counted in.
    package let month: CalendarMonth
    /// How many: at least one.
    package let renders: Int
    /// The most that the month may come to; nil for no limit, or one that may be passed.
    package let limit: Int?
    /// The quota of whose use webhooks are told; nil where they are not.
    package let watch: QuotaWatch?

    /// Makes a charge.
    package init(
        account: AccountID,
        month: CalendarMonth,
        renders: Int,
        limit: Int?,
        watch: QuotaWatch? = nil,
    ) {
        self.account = account
        self.month = month
        self.renders = renders
        self.limit = limit
        self.watch = watch
    }
}

/// What became of a charge.
package enum ChargeOutcome: Sendable, Hashable {
    /// Counted; what the month has come to.
    case charged(used: Int)
    /// It would have passed the limit, and nothing was counted; what the month has come to.
    case refused(used: Int)
}
