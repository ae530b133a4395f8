// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store

extension SQLiteStore {
    /// Reads the positions of a journal.
    package func positions(ofJournal journal: JournalID) async throws(StoreError) -> [Int64: Int64] {
        try await read("journal.positions") { database in
            let pairs = try database.all(ScanSQL.positions, [journal.text]) { row -> (Int64, Int64) in (row[0], row[1])
            }
            return Dictionary(pairs) { max($0, $1) }
        }
    }

    /// Deletes the positions of segments that are gone.
    package func forgetPositions(ofJournal journal: JournalID, below segment: Int64) async throws(StoreError) {
        try await write("journal.forget") { database in
            _ = try database.run(ScanSQL.forgetPositions, [journal.text, segment])
        }
    }
}
