// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Adds up the stored counts at one moment of the database.
    package func analytics(
        _ query: AnalyticsQuery,
        for code: CodeID,
        of account: AccountID,
    ) async throws(StoreError) -> ScanCounts? {
        let edges = query.edges
        guard AnalyticsQuery.edgeCounts.contains(edges.count), zip(edges, edges.dropFirst()).allSatisfy(<=) else {
            let detail = "\(edges.count) edges, or edges that do not ascend"
            let hint = "This is a defect of Waymark: report it with this line."
            throw StoreError(.failed, operation: "scans.analytics", detail: detail, hint: hint)
        }
        return try await readSnapshot("scans.analytics") { database in
            let number = try database.first(ScanSQL.codeNumber, [code.text, account.number]) { $0[0] as Int64 }
            return try number.map { try Self.counts(query, ofCode: $0, in: database) }
        }
    }

    /// Adds up whole quarters from the stored counts, and those that an edge cuts from the scans themselves.
    private static func counts(_ query: AnalyticsQuery, ofCode code: Int64, in database: Database) throws -> ScanCounts
    {
        var sums = IntervalSums(query)
        let range = sums.quarters
        let cut = try database.all(ScanSQL.quarters, [code, range.lowerBound, range.upperBound]) { row -> Int64? in
            let quarter: Int64 = row[0]
            return sums.add(quarter: quarter, scans: row[1], uniques: row[2], bots: row[3]) ? nil : quarter
        }
        let whole = sums.wholeQuarters
        _ = try database.all(ScanSQL.countries, [code, whole.lowerBound, whole.upperBound]) { row in
            sums.add(country: row[0], scans: row[1], bots: row[2])
        }
        for quarter in cut.compactMap({ $0 }) {
            let start = quarter * Timestamp.quarterLength
            _ = try database.all(ScanSQL.scansBetween, [code, start, start + Timestamp.quarterLength]) { row in
                sums.add(
                    scanAt: Timestamp(milliseconds: row[0]),
                    kind: Scan.Kind(rawValue: row[1]) ?? .head,
                    country: row[2],
                    isFirst: row[3],
                )
            }
        }
        var counts = sums.counts
        counts.sources = try named(ScanSQL.sources, query, ofCode: code, in: database)
        counts.variants = try named(ScanSQL.variants, query, ofCode: code, in: database)
        return counts
    }

    /// Counted from the scans themselves, by an index that has only those that name a source or had a choice.
    private static func named(
        _ sql: String,
        _ query: AnalyticsQuery,
        ofCode code: Int64,
        in database: Database,
    ) throws -> [NamedCount] {
        guard let first = query.edges.first, let last = query.edges.last else { return [] }
        let kinds = query.includesBots ? Scan.Kind.bot : .person
        let counts = try database.all(sql, [code, first.milliseconds, last.milliseconds, kinds.rawValue]) { row in
            NamedCount(name: row[0], scans: row[1])
        }
        return counts.sorted { ($1.scans, $0.name) < ($0.scans, $1.name) }
    }
}
