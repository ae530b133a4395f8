// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store

extension SQLiteStore {
    /// Runs SQLite's own checks on a reader; writes go on meanwhile.
    package func faults(atMost limit: Int) async throws(StoreError) -> [String] {
        try await readSnapshot("store.faults") { database in
            let words = try String.fetchAll(database, sql: "PRAGMA quick_check(\(limit))").filter { $0 != "ok" }
            guard words.count < limit else { return words }
            let strangers = try Row.fetchAll(database, sql: "SELECT * FROM pragma_foreign_key_check LIMIT \(limit)")
            return words
                + strangers.map { row in
                    let (table, parent) = (row[0] as String? ?? "?", row[2] as String? ?? "?")
                    return "a row of \(table) refers to a row of \(parent) that is not there"
                }
        }
    }
}
