// SPDX-License-Identifier: Apache-2.0

/// A batch of rows that is worked off after its caller was answered.
package struct BulkJob: Sendable, Hashable {
    /// With which defaults the rows are read.
    package enum Form: String, Sendable {
        /// Rows of the older API: static unless they say otherwise, each with a `uid`.
        case generate
        /// Rows of the codes API: dynamic unless they say otherwise.
        case codes
        /// Lines of an uploaded CSV: dynamic.
        case workspace
    }

    /// How far a job is.
    package enum State: String, Sendable {
        /// Rows are being worked off, or wait for it.
        case processing
        /// Every row is done, and the result waits to be fetched.
        case completed
        /// The result was fetched, and is gone.
        case downloaded
        /// Nobody fetched the result in time, and it is gone.
        case expired
    }

    /// The store's row number.
    package let number: Int64
    /// The public id.
    package let id: BulkJobID
    /// The account that submitted it.
    package let account: AccountID
    /// With which defaults its rows are read.
    package let form: Form
    /// How far it is.
    package let state: State
    /// How many rows were submitted.
    package let rows: Int
    /// The bytes of the rows on the disk, while there are any left to do.
    package let spoolBytes: Int
    /// What is done so far.
    package let progress: BulkProgress
    /// When it was submitted.
    package let createdAt: Timestamp
    /// When its state last changed.
    package let updatedAt: Timestamp

    /// Puts a job together from a store's row.
    package init(
        number: Int64,
        id: BulkJobID,
        account: AccountID,
        form: Form,
        state: State,
        rows: Int,
        spoolBytes: Int,
        progress: BulkProgress,
        createdAt: Timestamp,
        updatedAt: Timestamp,
    ) {
        self.number = number
        self.id = id
        self.account = account
        self.form = form
        self.state = state
        self.rows = rows
        self.spoolBytes = spoolBytes
        self.progress = progress
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
