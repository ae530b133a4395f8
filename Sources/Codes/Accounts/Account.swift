// SPDX-License-Identifier: Apache-2.0

/// The number of an account in the store.
package struct AccountID: Sendable, Hashable {
    /// The store's row number, from 1.
    package let number: Int64

    /// Makes an id from a store's row number.
    package init(_ number: Int64) { self.number = number }
}

/// Who owns codes, keys and jobs, and on which plan.
package struct Account: Sendable, Hashable {
    /// The account's number.
    package let id: AccountID
    /// A unique name of 1 to 64 characters, such as `default`.
    package let name: String
    /// The public identifier that the `client-id` header carries.
    package let clientID: String
    /// The name of the account's plan in the catalog.
    package var plan: String
    /// When the account was made.
    package let createdAt: Timestamp

    /// Puts an account together from a store's row.
    package init(id: AccountID, name: String, clientID: String, plan: String, createdAt: Timestamp) {
        self.id = id
        self.name = name
        self.clientID = clientID
        self.plan = plan
        self.createdAt = createdAt
    }
}
