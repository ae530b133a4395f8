// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store

extension SQLiteStore {
    /// Adds one where the limit allows it, in a statement that counts and decides at once.
    package func takeScan(of code: Int64, limit: Int) async throws(StoreError) -> Bool {
        try await write("limits.take") { database in
            try database.run(ScanLimitSQL.begin, [code])
            try database.run(ScanLimitSQL.take, [code, limit])
            return database.changesCount > 0
        }
    }

    /// Looks at the count alone.
    package func hasScanLeft(of code: Int64, limit: Int) async throws(StoreError) -> Bool {
        try await read("limits.look") { database in
            try database.first(ScanLimitSQL.spent, [code, limit]) { _ in true } == nil
        }
    }
}

private enum ScanLimitSQL {
    static let begin = "INSERT INTO scan_limits (code, used) VALUES (?, 0) ON CONFLICT DO NOTHING"
    static let take = "UPDATE scan_limits SET used = used + 1 WHERE code = ? AND used < ?"
    static let spent = "SELECT 1 FROM scan_limits WHERE code = ? AND used >= ?"
}
