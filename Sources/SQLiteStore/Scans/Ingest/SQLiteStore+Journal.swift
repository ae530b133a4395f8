// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store

extension SQLiteStore {
    /// Reads how far a journal is stored.
    package func progress(ofJournal journal: JournalID) async throws(StoreError) -> JournalProgress {
        try await readSnapshot("journal.progress") { database in
            try BatchProgress(of: journal, in: database).progress
        }
    }

    /// Deletes the positions of segments that are gone.
    package func forgetPositions(ofJournal journal: JournalID, below segment: Int64) async throws(StoreError) {
        try await write("journal.forget") { database in
            _ = try database.run(ScanSQL.forgetPositions, [journal.text, segment])
        }
    }
}
