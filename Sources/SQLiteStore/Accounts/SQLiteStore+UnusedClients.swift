// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store

extension SQLiteStore {
    /// Looks for them in a snapshot, so that nobody waits, and then removes those that no newer scan has taken up.
    package func forgetUnusedClients() async throws(StoreError) {
        let (unused, latest) = try await readSnapshot("scans.unusedClients") { database in
            let unused = try database.all(UnusedClientSQL.unused, []) { $0[0] as Int64 }
            return (unused, try RecordedScanRows.latest(in: database))
        }
        for first in stride(from: 0, to: unused.count, by: Self.clientsAtOnce) {
            let some = unused[first..<min(first + Self.clientsAtOnce, unused.count)]
            try await write("scans.forgetClients", sharing: .behind) { database in
                for client in some { try database.run(UnusedClientSQL.delete, [client, latest]) }
                // Ingesters remember the numbers of user agents.
                try database.run(ScanSQL.noteRemovedNumbers, [])
            }
        }
    }

    /// Few enough that others wait for some ten milliseconds only.
    private static let clientsAtOnce = 500
}

/// The statements of letting go of user agents.
private enum UnusedClientSQL {
    static let unused = "SELECT number FROM scan_clients WHERE number NOT IN (SELECT client FROM scans)"
    static let delete = """
        DELETE FROM scan_clients WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM scans WHERE number > ?2 AND client = ?1)
        """
}
