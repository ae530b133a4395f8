// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// Counts the scans that have given values: stored counts do not tell which values came together, so that each scan is
/// read, day by day and code by code.
struct FilteredReading {
    private let database: Database
    private let query: AnalyticsQuery
    private var sums: IntervalSums
    private var values: ValueSums
    private var visitors = 0
    private var scansRead = 0
    /// Scans and days of codes that may still be looked at.
    private var budget = AnalyticsQuery.mostReads

    /// A visitor, told apart by code where each code counts its own.
    private struct Visit: Hashable {
        let owner: Int64
        let visitor: UInt64
    }

    init(_ query: AnalyticsQuery, in database: Database) {
        self.database = database
        self.query = query
        sums = IntervalSums(query)
        values = ValueSums(query)
    }

    /// Counts the scans of codes; `together` counts a visitor of several codes once a day.
    mutating func counts(ofCodes codes: [Int64], together: Bool) throws -> ScanCounts {
        let days = try ScanDays.range(of: sums.quarters, in: database)
        if let purged = try lastPurged(of: days) {
            var counts = ScanCounts(intervals: [])
            counts.scansKeptSince = Timestamp(milliseconds: (purged + 1) * Timestamp.dayLength)
            return counts
        }
        let wanted = try wantedValues()
        let statement = try FastStatement(ScanSQL.cellsBetween, in: database)
        // A value that no scan ever had needs no reading.
        for day in wanted == nil ? 0..<0 : days {
            budget -= codes.count
            guard budget >= 0 else { return tooMany() }
            var scans: [StoredCell] = []
            for code in codes { try read(statement, code: code, day: day, wanted ?? [], into: &scans) }
            guard budget >= 0 else { return tooMany() }
            add(scans, day: day, together: together)
        }
        var counts = ScanCounts(
            intervals: sums.intervals,
            visitors: VisitorCount(visitors),
            breakdowns: try values.breakdowns(top: query.top, in: database),
        )
        counts.scansRead = scansRead
        return counts
    }

    private func tooMany() -> ScanCounts {
        var counts = ScanCounts(intervals: [])
        counts.scansRead = nil
        return counts
    }

    /// The filters with the stored numbers of their values; nil where one of them was never seen.
    private func wantedValues() throws -> [(dimension: ScanDimension, value: UInt32)]? {
        var wanted: [(dimension: ScanDimension, value: UInt32)] = []
        for (dimension, text) in query.filters {
            guard let value = try ValueNumbers.number(of: text, dimension, in: database) else { return nil }
            wanted.append((dimension, value))
        }
        return wanted
    }

    /// The last of the days whose scans are gone.
    private func lastPurged(of days: Range<Int64>) throws -> Int64? {
        guard !days.isEmpty else { return nil }
        return try database.first(ScanSQL.lastPurged, [days.lowerBound, days.upperBound - 1]) { $0[0] as Int64? } ?? nil
    }

    private mutating func read(
        _ statement: FastStatement,
        code: Int64,
        day: Int64,
        _ wanted: [(dimension: ScanDimension, value: UInt32)],
        into scans: inout [StoredCell],
    ) throws {
        statement.bind(1, day)
        statement.bind(2, code)
        statement.bind(3, 0)
        statement.bind(4, Timestamp.dayLength)
        try statement.forEach { row in
            budget -= 1
            guard budget >= 0 else { return }
            scansRead += 1
            let scan = StoredCell(row)
            guard scan.kind != .head, wanted.allSatisfy({ scan.cell[$0.dimension] == $0.value }) else { return }
            scans.append(scan)
        }
    }

    /// Adds the scans of a day: a visitor is new with the first of them, whatever else was scanned before.
    private mutating func add(_ scans: [StoredCell], day: Int64, together: Bool) {
        var seen: Set<Visit> = []
        var people: Set<UInt64> = []
        for scan in scans.sorted(by: { ($0.time, $0.number) < ($1.time, $1.number) }) {
            var cell = scan.cell
            let visit = scan.visitor.map { Visit(owner: together ? 0 : scan.code, visitor: $0) }
            cell.isFirst = !cell.isBot && visit.map { seen.insert($0).inserted } ?? false
            guard sums.add(cell, at: Timestamp(milliseconds: day * Timestamp.dayLength + scan.time)) else { continue }
            if values.isNeeded { values.add(cell) }
            if !cell.isBot, let visitor = scan.visitor { people.insert(visitor) }
        }
        visitors += people.count
    }
}
