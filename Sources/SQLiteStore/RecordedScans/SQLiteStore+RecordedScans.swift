// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Reads the end of the table of scans.
    package func latestScan() async throws(StoreError) -> Int64 {
        try await read("scans.latest") { try RecordedScanRows.latest(in: $0) }
    }

    /// Reads a page day by day, by the index on days, codes and moments.
    package func scans(
        _ query: RecordedScanQuery,
        ofCode code: CodeID,
        of account: AccountID,
    ) async throws(StoreError) -> RecordedScanPage? {
        try await readSnapshot("scans.ofCode") { database in
            let number = try database.first(ScanSQL.codeNumber, [code.text, account.number]) { $0[0] as Int64 }
            guard let number else { return nil }
            let limit = min(max(query.limit, 1), RecordedScanQuery.largestPage)
            // One more than asked for tells whether there is a next page.
            var scans = try Self.scans(query, ofCode: number, limit: limit + 1, in: database)
            let hasMore = scans.count > limit
            if hasMore { scans.removeLast() }
            let next = hasMore ? scans.last.map { ScanPosition(at: $0.at.milliseconds, number: $0.number) } : nil
            return RecordedScanPage(scans: scans, next: next)
        }
    }

    /// Reads a page by row numbers, looking at a bounded number of rows.
    package func scans(
        _ query: RecordedScanQuery,
        of account: AccountID,
    ) async throws(StoreError) -> RecordedScanPage {
        try await readSnapshot("scans.ofAccount") { database in
            let limit = min(max(query.limit, 1), RecordedScanQuery.largestPage)
            guard let rows = try PageSQL.examined(for: query, in: database) else {
                return RecordedScanPage(scans: [], next: nil)
            }
            var scans = try database.all(
                query.isAscending ? PageSQL.accountAscending : PageSQL.accountDescending,
                [
                    rows.lowerBound, rows.upperBound, account.number, query.from?.milliseconds ?? .min,
                    query.to?.milliseconds ?? .max, PageSQL.kinds(query), limit + 1,
                ],
                RecordedScanRows.read,
            )
            let hasMore = scans.count > limit
            if hasMore { scans.removeLast() }
            let next = hasMore ? scans.last?.number : try PageSQL.end(of: rows, query, in: database)
            return RecordedScanPage(scans: scans, next: next.map { ScanPosition(at: 0, number: $0) })
        }
    }

    /// Reads rows in the order of their numbers, those of other accounts without what they refer to.
    package func scans(
        after number: Int64,
        through last: Int64?,
        of accounts: Set<AccountID>,
        examining limit: Int,
    ) async throws(StoreError) -> (scans: [RecordedScan], through: Int64) {
        try await readSnapshot("scans.after") { database in
            let end = try last ?? RecordedScanRows.latest(in: database)
            let key: StatementArguments = [number, end, limit]
            let rows = try database.all(PageSQL.owners, key) { row -> (Int64, Int64) in (row[0], row[1]) }
            let through = rows.count < limit ? max(end, number) : rows.last?.0 ?? end
            let wanted = Set(accounts.map(\.number))
            let scans = try rows.filter { wanted.contains($0.1) }.compactMap { row in
                try database.first(PageSQL.one, [row.0], RecordedScanRows.read)
            }
            return (scans, through)
        }
    }

    private static func scans(
        _ query: RecordedScanQuery,
        ofCode code: Int64,
        limit: Int,
        in database: Database,
    ) throws -> [RecordedScan] {
        let start = query.after ?? PageSQL.start(ascending: query.isAscending)
        var from = query.from?.milliseconds ?? .min
        var to = query.to?.milliseconds ?? .max
        if query.isAscending { from = max(from, start.at) } else if start.at < to { to = start.at + 1 }
        let bounds = [Timestamp(milliseconds: from).day, Timestamp(milliseconds: to).day]
        let days = try database.all(query.isAscending ? PageSQL.days : PageSQL.daysDescending, [bounds[0], bounds[1]]) {
            $0[0] as Int64
        }
        var scans: [RecordedScan] = []
        for day in days where scans.count < limit {
            func time(_ moment: Int64) -> Int64 {
                min(max(moment, day * Timestamp.dayLength) - day * Timestamp.dayLength, Timestamp.dayLength)
            }
            let isOfStart = Timestamp(milliseconds: start.at).day == day
            let position = isOfStart ? (time(start.at), start.number) : query.isAscending ? (-1, 0) : (.max, 0)
            scans += try database.all(
                query.isAscending ? PageSQL.codeAscending : PageSQL.codeDescending,
                [
                    day, code, time(from), time(to), PageSQL.kinds(query), position.0, position.1,
                    limit - scans.count,
                ],
                RecordedScanRows.read,
            )
        }
        return scans
    }
}

/// The statements of pages of scans.
private enum PageSQL {
    private static let moment = RecordedScanRows.moment
    private static let select = "SELECT \(RecordedScanRows.columns) FROM \(RecordedScanRows.source)"

    static let days = "SELECT day FROM scan_spans WHERE day BETWEEN ? AND ? ORDER BY day"
    static let daysDescending = days + " DESC"

    // Arguments: 1 day, 2 code, 3 and 4 the range within the day, 5 the highest kind, 6 and 7 the position, 8 how many.
    private static let ofCode = """
        \(select) WHERE s.day = ?1 AND s.code = ?2 AND s.time >= ?3 AND s.time < ?4 AND s.kind <= ?5
        """
    static let codeDescending = """
        \(ofCode) AND (s.time, s.number) < (?6, ?7) ORDER BY s.time DESC, s.number DESC LIMIT ?8
        """
    static let codeAscending = "\(ofCode) AND (s.time, s.number) > (?6, ?7) ORDER BY s.time, s.number LIMIT ?8"

    // Arguments: 1 and 2 the rows looked at, 3 account, 4 and 5 the range, 6 the highest kind, 7 how many.
    private static let ofAccount = """
        \(select) WHERE s.number BETWEEN ?1 AND ?2
        AND c.account = ?3 AND \(moment) >= ?4 AND \(moment) < ?5 AND s.kind <= ?6
        """
    static let accountDescending = "\(ofAccount) ORDER BY s.number DESC LIMIT ?7"
    static let accountAscending = "\(ofAccount) ORDER BY s.number LIMIT ?7"

    /// The row numbers that a page of an account looks at; nil where there are none left.
    static func examined(for query: RecordedScanQuery, in database: Database) throws -> ClosedRange<Int64>? {
        guard let all = try numbers(in: database) else { return nil }
        let most = RecordedScanQuery.mostExamined
        if query.isAscending {
            let first = max(query.after.map { $0.number + 1 } ?? all.lowerBound, all.lowerBound)
            return first > all.upperBound ? nil : first...min(first + most - 1, all.upperBound)
        }
        let last = min(query.after.map { $0.number - 1 } ?? all.upperBound, all.upperBound)
        return last < all.lowerBound ? nil : max(last - most + 1, all.lowerBound)...last
    }

    /// Where the next page begins behind rows that were all looked at; nil where they were the last.
    static func end(
        of rows: ClosedRange<Int64>,
        _ query: RecordedScanQuery,
        in database: Database,
    ) throws -> Int64? {
        guard let all = try numbers(in: database) else { return nil }
        if query.isAscending { return rows.upperBound < all.upperBound ? rows.upperBound : nil }
        return rows.lowerBound > all.lowerBound ? rows.lowerBound : nil
    }

    private static func numbers(in database: Database) throws -> ClosedRange<Int64>? {
        let bounds = try database.first("SELECT MIN(number), (SELECT MAX(number) FROM scans) FROM scans", []) { row in
            (row[0] as Int64?, row[1] as Int64?)
        }
        guard let first = bounds?.0, let last = bounds?.1 else { return nil }
        return first...last
    }

    static let owners = """
        SELECT s.number, c.account FROM scans s JOIN codes c ON c.number = s.code
        WHERE s.number > ? AND s.number <= ? AND s.kind <> 2 ORDER BY s.number LIMIT ?
        """
    static let one = "\(select) WHERE s.number = ?"

    static func start(ascending: Bool) -> ScanPosition {
        ascending ? ScanPosition(at: .min, number: .min) : ScanPosition(at: .max, number: .max)
    }

    /// HEAD requests are never among them.
    static func kinds(_ query: RecordedScanQuery) -> Int {
        query.includesBots ? Scan.Kind.bot.rawValue : Scan.Kind.person.rawValue
    }
}
