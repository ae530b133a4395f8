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
            var page = try CodeScansPage(query, ofCode: number, of: account, in: database)
            return try page.read()
        }
    }

    /// Reads a page by row numbers, looking at a bounded number of rows.
    package func scans(
        _ query: RecordedScanQuery,
        of account: AccountID,
    ) async throws(StoreError) -> RecordedScanPage {
        try await readSnapshot("scans.ofAccount") { database in
            let limit = query.pageSize
            guard let rows = try PageSQL.examined(for: query, in: database),
                let conditions = try ScanConditions(query, of: account.number, firstParameter: 8, in: database)
            else {
                return RecordedScanPage(scans: [], next: nil)
            }
            var scans = try database.all(
                PageSQL.ofAccount(conditions.sql, ascending: query.isAscending),
                [
                    rows.lowerBound, rows.upperBound, account.number, query.from?.milliseconds ?? .min,
                    query.to?.milliseconds ?? .max, query.highestKind, limit + 1,
                ] + conditions.arguments,
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
}

/// The statements of pages of scans.
private enum PageSQL {
    private static let moment = RecordedScanRows.moment
    private static let select = "SELECT \(RecordedScanRows.columns) FROM \(RecordedScanRows.source)"

    // Arguments: 1 and 2 the rows looked at, 3 account, 4 and 5 the range, 6 the highest kind, 7 how many.
    static func ofAccount(_ conditions: String, ascending: Bool) -> String {
        """
        \(select) WHERE s.number BETWEEN ?1 AND ?2
        AND c.account = ?3 AND \(moment) >= ?4 AND \(moment) < ?5 AND s.kind <= ?6\(conditions)
        ORDER BY s.number\(ascending ? "" : " DESC") LIMIT ?7
        """
    }

    /// The row numbers that a page of an account looks at; nil where there are none left.
    static func examined(for query: RecordedScanQuery, in database: Database) throws -> ClosedRange<Int64>? {
        guard let all = try numbers(in: database) else { return nil }
        let most = query.examining
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
}

extension RecordedScanQuery {
    /// How many scans the page has at most.
    var pageSize: Int { min(max(limit, 1), Self.largestPage) }

    /// The highest number of the kinds that are wanted; HEAD requests are never among them.
    var highestKind: Int { includesBots ? Scan.Kind.bot.rawValue : Scan.Kind.person.rawValue }
}
