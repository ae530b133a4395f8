// SPDX-License-Identifier: Apache-2.0

package import Codes
import Store

/// Makes codes and counts renders together: all of it or nothing.
///
/// What is drawn for a batch is drawn before, from drafts of ``CodeLibrary/draft(_:for:)``: whatever fails there has cost
/// nothing.
package struct CodeBatch: Sendable {
    /// What became of a batch.
    package enum Outcome: Sendable {
        /// Stored and counted; the codes as they are now, and how many renders are left in the month: 0 where the
        /// overage has begun, nil where the plan has no quota.
        case stored([Code], remaining: Int?)
        /// Made ids that belong to codes already: these codes have to be drafted and drawn again, once in a hundred
        /// million times.
        case idsTaken(Set<CodeID>)
    }

    private let codes: CodeLibrary
    private let quota: RenderQuota

    /// Puts the use case together.
    package init(codes: CodeLibrary, quota: RenderQuota) {
        self.codes = codes
        self.quota = quota
    }

    /// Refuses early what could not be stored or counted, before anything is drawn; changes nothing.
    /// - Parameters:
    ///   - items: how many pictures there will be.
    ///   - caller: who asks for them.
    /// - Throws: ``CodeError`` as a rule: no batches, too many items, or renders used up; or the store's failure.
    package func admit(_ items: Int, for caller: Principal) async throws(ManagementError) {
        try checkSize(items, for: caller)
        try await quota.check(items, of: caller.account, on: caller.plan)
    }

    /// Refuses a batch that the caller's plan does not have, whatever is used of it.
    /// - Throws: ``CodeError`` as a rule: no batches, or too many items.
    package func checkSize(_ items: Int, for caller: Principal) throws(ManagementError) {
        do throws(CodeError) {
            try codes.plans.checkBatch(of: items, on: caller.account.plan, caller.plan)
        } catch {
            throw .rule(error)
        }
    }

    /// Refuses renders that the month has no room for, before anything is drawn; charges nothing.
    /// - Throws: ``CodeError/quotaExceeded(_:)`` as a rule, or the store's failure.
    package func checkQuota(for renders: Int, of caller: Principal) async throws(ManagementError) {
        try await quota.check(renders, of: caller.account, on: caller.plan)
    }

    /// How many renders are left to the caller in this month; nil where the plan has no quota.
    package func remaining(of caller: Principal) async throws(ManagementError) -> Int? {
        try await quota.usage(of: caller.account, on: caller.plan).remaining
    }

    /// Refuses codes that the plan has no room for, before anything is drawn; changes nothing.
    /// - Throws: ``CodeError/codeLimitReached(plan:limit:)`` as a rule, or the store's failure.
    package func checkRoom(for count: Int, of caller: Principal) async throws(ManagementError) {
        guard count > 0, let room = try await codes.room(of: caller.account), room < count else { return }
        throw .rule(limitReached(for: caller))
    }

    /// Stores drafted codes and counts renders.
    /// - Parameters:
    ///   - drafts: the codes, each with an id of its own.
    ///   - renders: how many pictures were drawn, at least one.
    ///   - caller: who pays, and owns the codes.
    /// - Returns: what became of it.
    /// - Throws: ``CodeError/codeLimitReached(plan:limit:)`` or ``CodeError/quotaExceeded(_:)`` as a rule, or the store's
    ///   failure; nothing was stored or counted then.
    package func commit(
        _ drafts: [Code],
        renders: Int,
        for caller: Principal,
    ) async throws(ManagementError) -> Outcome {
        guard !drafts.isEmpty else {
            return .stored([], remaining: try await quota.charge(renders, to: caller.account, on: caller.plan))
        }
        let charge = quota.charge(of: renders, to: caller.account, on: caller.plan)
        let outcome = try await stored { () throws(StoreError) in
            try await codes.store.insert(drafts, limit: caller.plan.codes, charge: charge)
        }
        switch outcome {
        case .inserted(let made, let used):
            for code in made { await codes.invalidate(code.id) }
            let remaining = try quota.remaining(after: .charged(used: used), of: charge, on: caller.plan)
            return .stored(made, remaining: remaining)
        case .idsTaken(let ids): return .idsTaken(ids)
        case .limitReached: throw .rule(limitReached(for: caller))
        case .quotaReached(let used):
            // Throws: the plan has a quota, or the charge would have had no limit.
            let remaining = try quota.remaining(after: .refused(used: used), of: charge, on: caller.plan)
            return .stored([], remaining: remaining)
        }
    }

    private func limitReached(for caller: Principal) -> CodeError {
        .codeLimitReached(plan: caller.account.plan, limit: caller.plan.codes ?? 0)
    }
}
