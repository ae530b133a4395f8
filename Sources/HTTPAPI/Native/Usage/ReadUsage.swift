// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management

/// `GET /api/qr/usage`: what the account's plan allows, and what was used of it.
struct ReadUsage: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let codes: CodeLibrary
    let quota: RenderQuota

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let (account, plan) = (caller.account, caller.plan)
        let renders = try await quota.usage(of: account, on: plan)
        let count = try await codes.count(of: account)
        return .json { writer in
            writer.member("account", account.name)
            writer.member("plan", account.plan)
            writer.member("codes") { writer in
                writer.member("limit", plan.codes)
                writer.member("used", count)
                writer.member("remaining", plan.codes.map { max(0, $0 - count) })
            }
            writer.member("renders") { writer in
                writer.member("month", renders.month.text)
                writer.member("limit", renders.quota)
                writer.member("used", renders.used)
                writer.member("remaining", renders.remaining)
                writer.member("overage", renders.overage)
                writer.member("resetsAt", renders.month.end)
            }
            Self.write(plan, to: &writer)
        }
    }

    private static func write(_ plan: Plan, to writer: inout JSONWriter) {
        writer.member("limits") { writer in
            writer.member("createsPerMinute", plan.createsPerMinute)
            writer.member("renderUnitsPerMinute", plan.renderUnitsPerMinute)
            writer.member("zipBatchItems", plan.zipBatchItems)
            writer.name("maxSizeInches")
            writer.value(.number(plan.maxSizeInches))
            writer.member("maxDpi", plan.maxDpi)
            writer.member("logos", plan.logos)
        }
    }
}
