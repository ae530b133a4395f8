// SPDX-License-Identifier: Apache-2.0

/// How a limit by the minute stands after a call, whether it let the call through or not.
package struct RateReading: Sendable, Hashable {
    /// What is limited.
    package enum Policy: String, Sendable, Hashable {
        /// Creating calls and bulk operations.
        case calls = "default"
        /// What pictures cost.
        case renders
        /// Uploads of files from one network.
        case uploads
    }

    /// What is limited.
    package let policy: Policy
    /// How much is allowed a minute: the most at once.
    package let limit: Int
    /// How much is left now.
    package let remaining: Int
    /// How long to wait: for the limit to be whole again or, where nothing is left, for more to be there.
    package let reset: Duration

    /// Puts a reading together.
    package init(policy: Policy, limit: Int, remaining: Int, reset: Duration) {
        self.policy = policy
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
    }

    /// ``reset`` in whole seconds, rounded up: what is tried again after them is never too early.
    package var resetSeconds: Int {
        let (whole, rest) = reset.components
        return Int(whole) + (rest > 0 ? 1 : 0)
    }
}
