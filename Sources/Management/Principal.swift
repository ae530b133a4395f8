// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Who is calling: the account, and what the presented key may do.
package struct Principal: Sendable, Hashable {
    /// The account that the key belongs to.
    package let account: Account
    /// The limits of the account's plan.
    package let plan: Plan
    /// The key that was presented.
    package let key: APIKey

    /// Puts a principal together.
    package init(account: Account, plan: Plan, key: APIKey) {
        self.account = account
        self.plan = plan
        self.key = key
    }
}

/// What a caller presented to prove who it is.
package struct Credentials: Sendable, Hashable {
    /// The key's secret.
    package let secret: String
    /// The account's public identifier, where the caller named one; it must be the right one then.
    package let clientID: String?

    /// Makes credentials.
    package init(secret: String, clientID: String? = nil) {
        self.secret = secret
        self.clientID = clientID
    }
}
