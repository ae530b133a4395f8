// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Management

/// The headers by which answers of the QRStudio API tell of plan and quota.
enum StudioHeaders {
    /// What stands for the renders that are left where the plan has no quota: programs read a number there, and wait for
    /// the next month when it is small.
    static let unlimited = 1_000_000_000

    /// The plan, and how many renders are left after this answer; `remaining` is nil where the plan has no quota.
    static func fields(for caller: Principal, remaining: Int?) -> HTTPFields {
        [.studioPlan: caller.account.plan, .studioQuota: String(remaining ?? unlimited)]
    }
}
