// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// Counts the scans that have one value by the counts that were made ahead: at a cost that does not depend on how many
/// scans there were, and for days whose scans are gone too, but without their visitors.
struct ValueReading {
    private let database: Database
    private let query: AnalyticsQuery
    private let day: FastStatement
    private let quarters: FastStatement
    /// The UTC days within which an interval begins or ends.
    private let cutDays: Set<Int64>
    private var sums: IntervalSums
    /// Rows that may still be read.
    private var budget = AnalyticsQuery.mostReads

    init(_ query: AnalyticsQuery, in database: Database) throws {
        self.database = database
        self.query = query
        day = try FastStatement(RollupSQL.day, in: database)
        quarters = try FastStatement(RollupSQL.quarters, in: database)
        sums = IntervalSums(query)
        cutDays = Set(query.edges.filter { $0.milliseconds % Timestamp.dayLength != 0 }.map(\.day))
    }

    /// Counts the scans of owners that have the query's only value.
    mutating func counts(of scopes: [ScopeKey]) throws -> ScanCounts {
        guard let (dimension, text) = query.filters.first,
            let value = try ValueNumbers.number(of: text, dimension, in: database)
        else { return ScanCounts(intervals: sums.intervals) }
        for number in try ScanDays.range(of: sums.quarters, in: database) {
            for scope in scopes {
                budget -= 1
                try add(scope, day: number, dimension, value)
                guard budget >= 0 else {
                    var counts = ScanCounts(intervals: [])
                    counts.scansRead = nil
                    return counts
                }
            }
        }
        return ScanCounts(intervals: sums.intervals)
    }

    private mutating func add(
        _ scope: ScopeKey,
        day number: Int64,
        _ dimension: ScanDimension,
        _ value: UInt32,
    ) throws {
        day.bind(1, scope.key(ofDay: number))
        guard let row = try day.first({ row in (cells: row.bytes(0), counts: row.bytes(2)) }) else { return }
        let start = number * Timestamp.quartersOfDay
        if let cells = row.cells {
            for cell in try ScanCell.cells(cells) where !cell.isCorrection && cell[dimension] == value {
                add(QuarterCounts(scans: cell.isBot ? 0 : 1, bots: cell.isBot ? 1 : 0), start + Int64(cell.quarter))
            }
        } else if cutDays.contains(number) {
            quarters.bind(1, QuarterKey.key(day: number, scope, quarter: 0))
            quarters.bind(2, QuarterKey.key(day: number, scope, quarter: Timestamp.quartersOfDay))
            var found: [(quarter: Int64, counts: QuarterCounts)] = []
            try quarters.forEach { row in
                let counts = try Self.counts(row.bytes(1) ?? [], dimension, value)
                found.append((start + Int64(QuarterKey.quarter(of: row.int(0))), counts))
            }
            budget -= found.count
            for (quarter, counts) in found { add(counts, quarter) }
        } else {
            add(try Self.counts(row.counts ?? [], dimension, value), start)
        }
    }

    /// Adds what was counted from a quarter on; one that an edge cuts counts where it begins.
    private mutating func add(_ counts: QuarterCounts, _ quarter: Int64) {
        guard !counts.isEmpty, !sums.add(quarter: quarter, counts) else { return }
        _ = sums.add(cutQuarter: quarter, counts)
    }

    private static func counts(_ stored: [UInt8], _ dimension: ScanDimension, _ value: UInt32) throws -> QuarterCounts {
        var counts = QuarterCounts()
        try ValueCounts.read(stored) { key, count in
            guard key.value == value, key.dimension == dimension else { return }
            if key.isBot { counts.bots &+= count } else { counts.scans &+= count }
        }
        return counts
    }
}
