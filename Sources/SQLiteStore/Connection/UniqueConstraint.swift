// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The UNIQUE constraints whose violation is an outcome and not a failure.
///
/// SQLite names them by table and column; the
/// schema is in `migrations/sqlite`.
enum UniqueConstraint: String {
    /// A code's printed id.
    case codeID = "codes.id"

    /// The constraint that a failed statement violated, or nil where it failed for another reason.
    init?(violatedBy error: DatabaseError) {
        let prefix = "UNIQUE constraint failed: "
        guard error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE, let message = error.message,
            message.hasPrefix(prefix)
        else { return nil }
        self.init(rawValue: String(message.dropFirst(prefix.count)))
    }
}
