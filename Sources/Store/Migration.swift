// SPDX-License-Identifier: Apache-2.0

/// One step of the schema: a numbered SQL file.
package struct Migration: Sendable, Hashable {
    /// The number that the file's name begins with, from 1, without gaps.
    package let number: Int
    /// The file's name without the ending, such as `0001_codes`.
    package let name: String
    /// The SQL text.
    package let sql: String

    /// Makes a migration from a file.
    /// - Returns: nil when the name does not begin with a number and an underscore, or does not end in `.sql`.
    package init?(file: String, sql: String) {
        guard file.hasSuffix(".sql"), let digits = file.split(separator: "_").first, let number = Int(digits) else {
            return nil
        }
        self.number = number
        self.name = String(file.dropLast(4))
        self.sql = sql
    }
}

/// How the schema of a database stands against the migrations of this program.
package struct MigrationStatus: Sendable, Hashable {
    /// Migrations applied already, by name.
    package let applied: [String]
    /// Migrations still to apply, by name.
    package let pending: [String]

    /// Makes a status.
    package init(applied: [String], pending: [String]) {
        self.applied = applied
        self.pending = pending
    }
}
