// SPDX-License-Identifier: Apache-2.0

package import Codes

/// A month's quota, of whose use webhooks are told as it grows: each threshold once a month.
package struct QuotaWatch: Sendable, Hashable {
    /// Renders that the plan has a month.
    package let quota: Int
    /// What is now.
    package let at: Timestamp

    /// Makes a watch.
    package init(quota: Int, at moment: Timestamp) {
        self.quota = quota
        self.at = moment
    }

    /// The events of the thresholds that a month's use has come to, lowest first.
    package func thresholds(reachedBy used: Int) -> [EventKind] {
        var reached: [EventKind] = []
        // Whole numbers: of a quota of 10 three quarters are 8 renders, not 7.
        if used * 4 >= quota * 3 { reached.append(.quotaThreshold75) }
        if used >= quota { reached.append(.quotaThreshold100) }
        return reached
    }

    /// What an event tells of the month's use.
    package func data(of month: CalendarMonth, used: Int) -> [String: JSONValue] {
        [
            "month": .string(month.text), "used": .integer(used), "quota": .integer(quota),
            "remaining": .integer(max(0, quota - used)), "resetsAt": .string(month.end.iso8601),
        ]
    }
}
