// SPDX-License-Identifier: Apache-2.0

/// A failure of the store itself: not a rule that refused something, but a database that could not do its work.
package struct StoreError: Error, Sendable, CustomStringConvertible {
    /// What sort of failure it is; two errors are equal when their codes are.
    package enum Code: Sendable, Hashable {
        /// The store cannot be reached or is too busy; trying again later may help.
        case unavailable
        /// The disk or the tablespace is full.
        case full
        /// The schema or a migration is not the one that this program was built with.
        case schemaMismatch
        /// A row holds what no rule would have written.
        case corrupt
        /// The same request is being done, or was done, by somebody else meanwhile; nothing was written.
        case superseded
        /// The store is being closed.
        case closed
        /// Anything else.
        case failed
    }

    /// What sort of failure it is.
    package let code: Code
    /// What was being done, such as `codes.insert`.
    package let operation: String
    /// The database's own words.
    package let detail: String
    /// What the operator can do about it.
    package let hint: String

    /// Makes an error; `hint` says what the operator can do.
    package init(_ code: Code, operation: String, detail: String, hint: String) {
        self.code = code
        self.operation = operation
        self.detail = detail
        self.hint = hint
    }

    /// The operation, the database's words and what to do, on one line.
    package var description: String { "\(operation): \(detail). \(hint)" }
}

extension StoreError: Equatable {
    /// Whether both are of one sort; the words may differ.
    package static func == (left: StoreError, right: StoreError) -> Bool { left.code == right.code }
}
