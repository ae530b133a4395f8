// SPDX-License-Identifier: Apache-2.0

import Codes

/// What became of one row of an import.
package struct ImportRow: Sendable {
    /// What was done, or would be done by anything but a dry run.
    package enum Outcome: String, Sendable, CaseIterable {
        /// A code was made.
        case created
        /// The account's code of this id was changed.
        case updated
        /// The account's code of this id is as the row says.
        case unchanged
        /// Nothing was done.
        case failed
    }

    /// The line of the file on which it begins, from 1.
    package let line: Int
    /// The printed id, as given or made; nil where there is none.
    package let id: String?
    /// The printed id of the file, where another one had to take its place; see ``ImportRename``.
    package let given: String?
    /// What was done.
    package let outcome: Outcome
    /// Why nothing was done.
    package let error: String?

    /// The row as one line of JSON.
    package var json: String { JSONWriter.text { write(to: &$0) } }

    /// Writes the members.
    func write(to writer: inout JSONWriter) {
        writer.member("line", line)
        writer.member("id", id)
        if let given { writer.member("given", given) }
        writer.member("status", outcome.rawValue)
        if let error { writer.member("error", error) }
    }
}

/// How many rows of an import became what.
package struct ImportCounts: Sendable, Hashable {
    private var counts: [ImportRow.Outcome: Int] = [:]

    /// Starts at nothing.
    package init() {}

    /// Counts a row.
    package mutating func add(_ row: ImportRow) { counts[row.outcome, default: 0] += 1 }

    /// How many rows became this.
    package subscript(_ outcome: ImportRow.Outcome) -> Int { counts[outcome] ?? 0 }

    /// How many rows there were.
    package var total: Int { counts.values.reduce(0, +) }
}
