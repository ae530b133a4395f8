// SPDX-License-Identifier: Apache-2.0

import GRDB
package import Store

extension SQLiteStore {
    /// Deletes scans of the oldest day that has any, or else clients that nothing refers to.
    package func purgeScans(before day: Int64, atMost limit: Int) async throws(StoreError) -> PurgeStep {
        let isDue = try await read("scans.purge") { database in
            let due = try database.first(PurgeSQL.dueDay, [day]) { _ in true }
            return try due ?? database.first(PurgeSQL.dueClient, [day]) { _ in true } ?? false
        }
        guard isDue else { return PurgeStep(scans: 0, isDone: true) }
        return try await write("scans.purge", sharing: .behind) { database in
            guard let due = try database.first(PurgeSQL.dueDay, [day], { $0[0] as Int64 }) else {
                let clients = try database.run(PurgeSQL.deleteClients, [day, limit])
                if clients > 0 { try database.run(ScanSQL.noteRemovedNumbers, []) }
                return PurgeStep(scans: 0, isDone: clients < limit)
            }
            try database.run(PurgeSQL.markPurged, [due])
            return PurgeStep(scans: try database.run(PurgeSQL.deleteScans, [due, limit]), isDone: false)
        }
    }

    /// Counts by the index on days.
    package func purgeableScans(before day: Int64) async throws(StoreError) -> PurgeableScans {
        try await readSnapshot("scans.purgeable") { database in
            try database.first(PurgeSQL.purgeable, [day]) { PurgeableScans(scans: $0[0], days: $0[1]) }
                ?? PurgeableScans(scans: 0, days: 0)
        }
    }
}

/// The statements of letting go of scans.
private enum PurgeSQL {
    /// A seek for each day that was ever scanned on: days that are purged already may have got scans that came late.
    static let dueDay = """
        SELECT p.day FROM scan_spans AS p
        WHERE p.day < ? AND EXISTS (SELECT 1 FROM scans AS s WHERE s.day = p.day) ORDER BY p.day LIMIT 1
        """
    static let dueClient = "SELECT 1 FROM scan_clients WHERE last_day < ? LIMIT 1"
    static let markPurged = "UPDATE scan_spans SET is_purged = 1 WHERE day = ? AND is_purged = 0"
    static let deleteScans = "DELETE FROM scans WHERE number IN (SELECT number FROM scans WHERE day = ? LIMIT ?)"
    static let deleteClients = """
        DELETE FROM scan_clients WHERE number IN (SELECT number FROM scan_clients WHERE last_day < ? LIMIT ?)
        """
    static let purgeable = "SELECT COUNT(*), COUNT(DISTINCT day) FROM scans WHERE day < ?"
}
