// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// Adds stored counts up into the answer of a query, owner by owner and day by day.
struct RollupReading {
    private let database: Database
    private let query: AnalyticsQuery
    private let day: FastStatement
    private let quarters: FastStatement
    private var sums: IntervalSums
    private var values: ValueSums
    private var visitors = VisitorSums()

    /// The most scans of a quarter that are read one by one where an edge cuts it.
    private static let mostScansOfCut = 20_000

    init(_ query: AnalyticsQuery, in database: Database) throws {
        self.database = database
        self.query = query
        day = try FastStatement(RollupSQL.day, in: database)
        quarters = try FastStatement(RollupSQL.quarters, in: database)
        sums = IntervalSums(query)
        values = ValueSums(query)
    }

    /// Adds the scans of owners up.
    mutating func add(_ scopes: [ScopeKey]) throws {
        for number in try ScanDays.range(of: sums.quarters, in: database) {
            for scope in scopes { try add(scope, day: number) }
            visitors.endDay()
        }
    }

    /// The answer.
    func counts() throws -> ScanCounts {
        ScanCounts(
            intervals: sums.intervals,
            visitors: visitors.count,
            breakdowns: try values.breakdowns(top: query.top, in: database),
        )
    }

    private mutating func add(_ scope: ScopeKey, day number: Int64) throws {
        day.bind(1, scope.key(ofDay: number))
        let row = try day.first { row in
            (cells: row.bytes(0), series: row.bytes(1), counts: row.bytes(2), sketch: row.bytes(3))
        }
        guard let row else { return }
        guard let bytes = row.cells else {
            let sketch = { try VisitorSketch(row.sketch ?? []) }
            return try add(try DaySeries(row.series ?? []), row.counts ?? [], sketch, scope, day: number)
        }
        let cells = try ScanCell.cells(bytes)
        var series = DaySeries()
        for cell in cells { series.add(cell) }
        guard sums.quarters.touches(series, ofDay: number) else { return }
        let start = number * Timestamp.quartersOfDay
        let taken = try add(series, scope, day: number)
        var marks: [VisitorSketch.Mark] = []
        for cell in cells where !cell.isCorrection {
            let quarter = start + Int64(cell.quarter)
            guard sums.wholeQuarters.contains(quarter) || taken.contains(quarter) else { continue }
            if values.isNeeded { values.add(cell) }
            if let mark = cell.visitor { marks.append(mark) }
        }
        if sums.wholeQuarters.contains(series, ofDay: number), try knowsVisitors(scope, day: number) {
            return visitors.add(exactly: Int(series.total.uniques), marks)
        }
        visitors.add(estimate: marks)
    }

    /// Adds a day in its long form.
    private mutating func add(
        _ series: DaySeries,
        _ counts: [UInt8],
        _ sketch: () throws -> VisitorSketch,
        _ scope: ScopeKey,
        day number: Int64,
    ) throws {
        guard sums.quarters.touches(series, ofDay: number) else { return }
        let start = number * Timestamp.quartersOfDay
        let whole = (start..<start + Timestamp.quartersOfDay).clamped(to: sums.wholeQuarters)
        let taken = try add(series, scope, day: number)
        if sums.wholeQuarters.contains(series, ofDay: number) {
            if values.isNeeded { try values.add(stored: counts) }
            let isKnown = try knowsVisitors(scope, day: number)
            visitors.add(exactly: isKnown ? Int(series.total.uniques) : nil, try sketch())
        } else {
            // The sketch is of the whole day. Visitors new in these quarters come close.
            visitors.add(estimate: whole.reduce(0) { $0 + Int(series[Int($1 - start)].uniques) })
            if values.isNeeded { try addQuarters(whole, of: scope, day: number) }
        }
        for quarter in taken where values.isNeeded {
            try addQuarters(quarter..<quarter + 1, of: scope, day: number)
        }
    }

    /// Whether the uniques of a day are its visitors; those of a tag whose purged day was added up are its codes' own.
    private func knowsVisitors(_ scope: ScopeKey, day number: Int64) throws -> Bool {
        try !scope.isTag || !isPurged(number)
    }

    /// Adds the quarters of a day.
    /// - Returns: those that an edge cuts and that were taken whole nevertheless.
    private mutating func add(_ series: DaySeries, _ scope: ScopeKey, day number: Int64) throws -> Set<Int64> {
        let start = number * Timestamp.quartersOfDay
        let range = (start..<start + Timestamp.quartersOfDay).clamped(to: sums.quarters)
        var taken: Set<Int64> = []
        for quarter in range {
            let counts = series[Int(quarter - start)]
            guard !counts.isEmpty, !sums.add(quarter: quarter, counts) else { continue }
            // Within the range an edge cuts intervals, but no value: these quarters are added whole.
            let isInside = sums.wholeQuarters.contains(quarter)
            let isSmall = Int(counts.scans) + Int(counts.bots) <= Self.mostScansOfCut
            if scope.isCode, isSmall, try !isPurged(number) {
                try addScans(of: scope.number, quarter: quarter, values: !isInside)
            } else if sums.add(cutQuarter: quarter, counts), !isInside {
                taken.insert(quarter)
            }
        }
        return taken
    }

    /// Whether scans of a day are gone, so that a quarter cannot be cut.
    private func isPurged(_ day: Int64) throws -> Bool {
        try database.first(ScanSQL.isPurged, [day]) { $0[0] as Bool } ?? false
    }

    private mutating func addQuarters(_ range: Range<Int64>, of scope: ScopeKey, day number: Int64) throws {
        guard !range.isEmpty else { return }
        let start = number * Timestamp.quartersOfDay
        quarters.bind(1, QuarterKey.key(day: number, scope, quarter: range.lowerBound - start))
        quarters.bind(2, QuarterKey.key(day: number, scope, quarter: range.upperBound - start))
        var stored: [[UInt8]] = []
        try quarters.forEach { row in stored.append(row.bytes(1) ?? []) }
        for bytes in stored { try values.add(stored: bytes) }
    }

    /// Adds the scans of a quarter one by one.
    private mutating func addScans(of code: Int64, quarter: Int64, values addsValues: Bool) throws {
        let dayStart = quarter.flooredQuotient(by: Timestamp.quartersOfDay) * Timestamp.dayLength
        let start = quarter * Timestamp.quarterLength - dayStart
        let statement = try FastStatement(ScanSQL.cellsBetween, in: database)
        statement.bind(1, dayStart / Timestamp.dayLength)
        statement.bind(2, code)
        statement.bind(3, start)
        statement.bind(4, start + Timestamp.quarterLength)
        var scans: [StoredCell] = []
        try statement.forEach { row in scans.append(StoredCell(row)) }
        for scan in scans where scan.kind != .head {
            let moment = Timestamp(milliseconds: dayStart + scan.time)
            if sums.add(scan.cell, at: moment), addsValues { values.add(scan.cell) }
        }
    }
}
