// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Queues scans behind the place that each webhook has come to: the place moves in the transaction that queues them,
    /// so that none is left out.
    ///
    /// Webhooks at the same place, which all that keep up are, share the reading. One that fails gets a batch a minute:
    /// its scans wait where they are, as rows, and cost nothing.
    package func queueScans(at moment: Timestamp) async throws(StoreError) -> Bool {
        let isBehind = try await read("webhooks.scans") { database in
            let latest = try RecordedScanRows.latest(in: database)
            return try database.first(ScanEventSQL.isBehind, [latest, moment.milliseconds]) { $0[0] as Bool } ?? false
        }
        guard isBehind else { return false }
        return try await write("webhooks.scans", sharing: .behind) { database in
            let latest = try RecordedScanRows.latest(in: database)
            // Rows were deleted from the end: their numbers come again.
            try database.run(ScanEventSQL.stepBack, [latest])
            let key: StatementArguments = [latest, moment.milliseconds]
            let waiting = try database.all(ScanEventSQL.behind, key) { row in
                Follower(webhook: row[0], account: row[1], place: row[2])
            }
            var isComplete = true
            for (place, followers) in Dictionary(grouping: waiting, by: \.place).sorted(by: { $0.key < $1.key }) {
                let through = try Self.queueScans(
                    after: place, for: followers, latest: latest, at: moment, in: database, )
                isComplete = isComplete && through >= latest
            }
            return !isComplete
        }
    }

    /// A webhook that is told of scans, and the place it has come to.
    private struct Follower {
        let webhook: Int64
        let account: Int64
        let place: Int64
    }

    /// Queues the next scans of one place.
    /// - Returns: the place after that.
    private static func queueScans(
        after place: Int64,
        for followers: [Follower],
        latest: Int64,
        at moment: Timestamp,
        in database: Database,
    ) throws -> Int64 {
        let webhooks = Dictionary(grouping: followers, by: \.account).mapValues { $0.map(\.webhook) }
        let rows = try database.all(ScanEventSQL.rows, [place, ScanEventSQL.examinedAtOnce]) { row -> (Int64, Int64) in
            (row[0], row[1])
        }
        let through = rows.count < ScanEventSQL.examinedAtOnce ? latest : rows.last?.0 ?? latest
        var numbers: [Int64: [Int64]] = [:]
        for (number, account) in rows where webhooks[account] != nil { numbers[account, default: []].append(number) }
        let outbox = EventOutbox(database)
        for (account, numbers) in numbers.sorted(by: { $0.key < $1.key }) {
            var after = place
            for start in stride(from: 0, to: numbers.count, by: ScanEventSQL.largestBatch) {
                let last = numbers[min(start + ScanEventSQL.largestBatch, numbers.count) - 1]
                let told = webhooks[account] ?? []
                try outbox.queueScans(of: account, after: after, through: last, for: told, at: moment)
                after = last
            }
            for webhook in webhooks[account] ?? [] {
                try database.run(ScanEventSQL.noteQueued, [moment.milliseconds, webhook])
            }
        }
        for follower in followers { try database.run(ScanEventSQL.advance, [through, follower.webhook]) }
        return through
    }
}

/// The statements of queueing scans.
private enum ScanEventSQL {
    static let examinedAtOnce = 4_096
    /// Scans of one event: some 80 kB.
    static let largestBatch = 200

    /// Webhooks that ask for scans, are behind the newest, and take them; those that fail, once a minute.
    private static let wanting = """
        status = 'active' AND events & 1 <> 0 AND scans_through <> ?1
        AND (pending_scans < 8 OR (pending_scans < 2000 AND scans_queued_at < ?2 - 60000))
        """
    static let isBehind = "SELECT EXISTS (SELECT 1 FROM webhooks WHERE \(wanting))"
    static let stepBack = "UPDATE webhooks SET scans_through = ?1 WHERE status = 'active' AND scans_through > ?1"
    static let behind =
        "SELECT number, account, scans_through FROM webhooks WHERE \(wanting) ORDER BY number LIMIT 1000"
    // HEAD requests are no scans.
    static let rows = """
        SELECT s.number, c.account FROM scans s JOIN codes c ON c.number = s.code
        WHERE s.number > ? AND s.kind <> 2 ORDER BY s.number LIMIT ?
        """
    static let noteQueued = "UPDATE webhooks SET scans_queued_at = ? WHERE number = ?"
    static let advance = "UPDATE webhooks SET scans_through = ? WHERE number = ?"
}
