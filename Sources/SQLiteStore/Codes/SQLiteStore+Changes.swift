// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Reads the newest number of the feed, which pruning does not move back.
    package func latestChange() async throws(StoreError) -> Int64 {
        try await read("changes.latest") { try Self.bounds($0).latest }
    }

    /// Reads what follows a number; one that is ahead of the feed was given before the database went back to a backup.
    package func changes(after change: Int64) async throws(StoreError) -> CodeChanges {
        try await readSnapshot("changes.read") { database in
            let (pruned, latest) = try Self.bounds(database)
            // Ahead of the feed: the database went back to a backup. The cache starts anew from where the feed is.
            guard change <= latest else { return CodeChanges(ids: [], latest: latest, isComplete: false) }
            let rows = try database.all(ChangeSQL.after, [change]) { row -> (Int64, CodeID) in
                guard let id = CodeID(row[1] as String) else {
                    throw StoreError.corruptRow("a change names no id", during: "changes.read")
                }
                return (row[0], id)
            }
            return CodeChanges(
                ids: rows.map(\.1),
                latest: rows.last?.0 ?? max(change, pruned),
                isComplete: change >= pruned,
            )
        }
    }

    /// Deletes the beginning of the feed, a part at a time, and remembers how far.
    package func pruneChanges(before moment: Timestamp) async throws(StoreError) {
        // A part at a time: writers need not wait until a long feed is gone.
        while try await pruneSomeChanges(before: moment) {}
    }

    /// - Returns: whether there is more to prune.
    private func pruneSomeChanges(before moment: Timestamp) async throws(StoreError) -> Bool {
        try await write("changes.prune", sharing: .behind) { database in
            let pruned = try Self.bounds(database).pruned
            // By number and not by moment alone: what is pruned is the beginning of the feed, without gaps.
            let last = try database.first(ChangeSQL.lastBefore, [moment.milliseconds]) { $0[0] as Int64? } ?? nil
            guard let last, last > pruned else { return false }
            let through = min(last, pruned + ChangeSQL.prunedAtOnce)
            try database.run(ChangeSQL.delete, [through])
            try database.run(ChangeSQL.setPruned, [through])
            return through < last
        }
    }

    private static func bounds(_ database: Database) throws -> (pruned: Int64, latest: Int64) {
        let bounds = try database.first(ChangeSQL.bounds, []) { row -> (Int64, Int64) in (row[0], row[1]) }
        guard let bounds else {
            throw StoreError.corruptRow("code_changes_pruned has no row", during: "changes.read")
        }
        return bounds
    }
}

/// The statements of the change feed.
private enum ChangeSQL {
    static let bounds = """
        SELECT through, MAX(through, COALESCE((SELECT MAX(change) FROM code_changes), 0)) FROM code_changes_pruned
        """
    static let after = "SELECT change, id FROM code_changes WHERE change > ? ORDER BY change LIMIT 10000"
    static let lastBefore = """
        SELECT COALESCE(
            (SELECT MIN(change) - 1 FROM code_changes WHERE changed_at >= ?),
            (SELECT MAX(change) FROM code_changes)
        )
        """
    static let prunedAtOnce: Int64 = 10_000
    static let delete = "DELETE FROM code_changes WHERE change <= ?"
    static let setPruned = "UPDATE code_changes_pruned SET through = ?"
}
