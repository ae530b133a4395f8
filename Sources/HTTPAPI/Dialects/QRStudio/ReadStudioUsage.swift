// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `GET /api/v1/usage/`: what the plan allows, and what is used of it.
struct ReadStudioUsage: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let codes: CodeLibrary
    let quota: RenderQuota

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let (plan, account) = (caller.plan, caller.account)
        let usage = try await quota.usage(of: account, on: plan)
        let living = try await codes.count(of: account)
        return .json { writer in
            writer.member("key_prefix", caller.key.prefix)
            writer.member("plan", account.plan)
            writer.member("monthly_quota", usage.quota)
            writer.member("used_this_month", usage.used)
            writer.member("remaining", usage.remaining)
            writer.member("credits_remaining", usage.remaining)
            writer.name("max_size_inches")
            writer.literal(plan.maxSizeInches.shortText)
            writer.member("max_dpi", plan.maxDpi)
            writer.member("allow_custom_logo", plan.logos)
            writer.member("max_bulk_items", plan.zipBatchItems)
            writer.member("max_active_dynamic_qrs", plan.codes)
            writer.member("active_dynamic_qrs", living)
            writer.member("overage", plan.overage)
            writer.member("resets_at", usage.month.end)
        }
    }
}
