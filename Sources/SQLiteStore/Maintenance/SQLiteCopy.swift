// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store

/// Copies a database file as it is at one moment, beside whoever writes to it.
///
/// It neither waits for writes nor holds them up, for it only reads. A store waits for its turn to write when it is
/// opened, which under load takes long.
package struct SQLiteCopy {
    private let queue: DatabaseQueue

    /// 16 MiB.
    private static let pagesAtOnce: CInt = 4_096
    /// Also those of a batch that is stored in part.
    private static let segments = """
        SELECT journal, segment FROM journal_positions UNION SELECT journal, segment FROM begun_batches
        """

    /// Opens a database that is there.
    /// - Throws: ``StoreError`` where it cannot be read.
    package init(of path: String) throws(StoreError) {
        var configuration = Configuration()
        configuration.label = "waymark.copy"
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            for pragma in SQLiteStore.pragmas(isReader: true) { try database.execute(sql: "PRAGMA " + pragma) }
        }
        queue = try attempt("backup.open") { try DatabaseQueue(path: path, configuration: configuration) }.get()
    }

    /// Writes the copy; waits until it is done.
    /// - Parameters:
    ///   - path: the copy, which must not be there; readable by its owner alone.
    ///   - begin: called once the moment is chosen and before anything is copied, with the segments of journals of whose
    ///     scans the database has some; false for ending without a copy.
    ///   - progress: told how many of how many pages are copied.
    /// - Returns: whether there is a copy.
    /// - Throws: ``StoreError`` where the database cannot be read, or the copy not written; or what `begin` throws.
    package func write(
        to path: String,
        beginning begin: (Set<JournalSegment>) throws -> Bool,
        progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in },
    ) throws -> Bool {
        do {
            return try queue.read { database in
                // The first statement chooses the moment: everything below sees the database as it was then.
                let segments = try database.all(Self.segments) { row in
                    JournalSegment(journal: JournalID(row[0]), number: row[1])
                }
                guard try begin(Set(segments)) else { return false }
                SQLiteStore.createPrivately(path)
                let copy = try DatabaseQueue(path: path)
                try copy.inDatabase { copy in
                    try database.backup(to: copy, pagesPerStep: Self.pagesAtOnce) { state in
                        progress(state.completedPageCount, state.totalPageCount)
                    }
                }
                try copy.close()
                return true
            }
        } catch let error as DatabaseError {
            throw StoreError(error as any Error, during: "backup.copy")
        }
    }
}
