// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store

/// Reads and writes the rows of counts.
///
/// A row begins in its short form, to which entries are appended without reading it. When it has grown beyond
/// ``longestShortForm`` it gets the long form, whose size depends on how many values there are and not on how many scans.
struct RollupTable {
    /// About a hundred scans.
    static let longestShortForm = 1_536
    /// With that many new entries the row is looked at first, rather than made long and read again.
    private static let manyCells = 96

    private let shortLength: FastStatement
    private let begin: FastStatement
    private let append: FastStatement
    private let day: FastStatement
    private let replaceDay: FastStatement
    private let quarter: FastStatement
    private let replaceQuarter: FastStatement
    private let quarters: FastStatement
    private let lengths: FastStatement

    init(in database: Database) throws {
        shortLength = try FastStatement(RollupSQL.shortLength, in: database)
        begin = try FastStatement(RollupSQL.begin, in: database)
        append = try FastStatement(RollupSQL.append, in: database)
        day = try FastStatement(RollupSQL.day, in: database)
        replaceDay = try FastStatement(RollupSQL.replaceDay, in: database)
        quarter = try FastStatement(RollupSQL.quarter, in: database)
        replaceQuarter = try FastStatement(RollupSQL.replaceQuarter, in: database)
        quarters = try FastStatement(RollupSQL.quarters, in: database)
        lengths = try FastStatement(RollupSQL.lengths, in: database)
    }

    /// Adds entries to a day of an owner.
    func add(_ cells: [ScanCell], to scope: ScopeKey, day: Int64) throws {
        let key = scope.key(ofDay: day)
        guard cells.count < Self.manyCells else { return try addToLongForm(cells, key) }
        switch try form(of: key) {
        case .none: _ = try write(cells, key, with: begin)
        case .short(let length):
            guard try length + write(cells, key, with: append) > Self.longestShortForm else { break }
            try lengthen(key)
        case .long: try addToLongForm(cells, key)
        }
    }

    /// More different values of a dimension than this a row does not have, told by its size.
    func mostValues(_ key: Int64) throws -> Int {
        lengths.bind(1, key)
        let found = try lengths.first { row in
            row.optional(0).map { $0 / ScanCell.leastBytes } ?? row.int(1) / ValueCounts.leastBytes
        }
        return Int(found ?? 0)
    }

    /// Gives each value that a row counts by; one that people and bots have twice.
    func forEachValue(_ key: Int64, _ body: (ScanDimension, UInt32) -> Void) throws {
        guard let row = try row(key) else { return }
        guard let cells = row.cells else {
            return try ValueCounts.read(row.counts) { key, _ in
                if let dimension = key.dimension { body(dimension, key.value) }
            }
        }
        for cell in try ScanCell.cells(cells) where !cell.isCorrection {
            for dimension in ScanDimension.allCases where cell[dimension] != 0 { body(dimension, cell[dimension]) }
        }
    }

    /// The day of an owner as it is stored; nil where nothing is.
    func rollup(of scope: ScopeKey, day number: Int64) throws -> DayRollup? {
        let key = scope.key(ofDay: number)
        guard let row = try row(key) else { return nil }
        if let cells = row.cells { return DayRollup(try ScanCell.cells(cells)) }
        var rollup = DayRollup()
        rollup.series = try DaySeries(row.series)
        rollup.sketch = try VisitorSketch(row.sketch)
        quarters.bind(1, key << QuarterKey.bits)
        quarters.bind(2, (key + 1) << QuarterKey.bits)
        try quarters.forEach { row in
            rollup.quarters[QuarterKey.quarter(of: row.int(0))] = try ValueCounts(row.bytes(1) ?? [])
        }
        return rollup
    }

    /// Whether the sums that a long form keeps of itself are right.
    func sumsAreRight(of scope: ScopeKey, day number: Int64, _ rollup: DayRollup) throws -> Bool {
        guard let row = try row(scope.key(ofDay: number)) else { return true }
        let total = rollup.series.total
        guard row.total == [Int64(total.scans), Int64(total.bots), Int64(total.uniques)] else { return false }
        return try row.cells != nil || ValueCounts(row.counts) == rollup.dayCounts
    }

    /// Puts a day's counts in the place of what is stored.
    func replace(_ scope: ScopeKey, day number: Int64, with rollup: DayRollup) throws {
        let key = scope.key(ofDay: number)
        try write(key, rollup.series, rollup.dayCounts, rollup.sketch)
        for (quarter, counts) in rollup.quarters { try write(key << QuarterKey.bits | Int64(quarter), counts) }
    }
}

extension RollupTable {
    private enum Form {
        case none
        /// With so many bytes.
        case short(Int)
        case long
    }

    private struct Row {
        let cells: [UInt8]?
        let series: [UInt8]
        let counts: [UInt8]
        let sketch: [UInt8]
        let total: [Int64]
    }

    private func row(_ key: Int64) throws -> Row? {
        day.bind(1, key)
        return try day.first { row in
            Row(
                cells: row.bytes(0),
                series: row.bytes(1) ?? [],
                counts: row.bytes(2) ?? [],
                sketch: row.bytes(3) ?? [],
                total: [row.int(4), row.int(5), row.int(6)],
            )
        }
    }

    /// Asked for first: one statement that adds or appends and returns the length (`RETURNING`) costs four times as much,
    /// for SQLite opens a table of its own for what is returned.
    private func form(of key: Int64) throws -> Form {
        shortLength.bind(1, key)
        return try shortLength.first { row in row.optional(0).map { .short(Int($0)) } ?? .long } ?? .none
    }

    /// Writes entries to a row's short form.
    /// - Returns: how many bytes they are.
    private func write(_ cells: [ScanCell], _ key: Int64, with statement: FastStatement) throws -> Int {
        var writer = NumberWriter()
        writer.bytes.reserveCapacity(cells.count * 16)
        var series: (scans: Int64, bots: Int64, uniques: Int64) = (0, 0, 0)
        for cell in cells {
            cell.write(to: &writer)
            if cell.isCorrection {
                series.uniques -= 1
            } else if cell.isBot {
                series.bots += 1
            } else {
                series.scans += 1
                if cell.isFirst { series.uniques += 1 }
            }
        }
        statement.bind(1, key)
        statement.bind(2, series.scans)
        statement.bind(3, series.bots)
        statement.bind(4, series.uniques)
        statement.bind(5, bytes: writer.bytes)
        try statement.run()
        return writer.bytes.count
    }

    /// Gives a row that has grown its long form.
    private func lengthen(_ key: Int64) throws {
        guard let cells = try row(key)?.cells else { return }
        try replace(ScopeKey(packed: key), day: key >> ScopeKey.bits, with: DayRollup(try ScanCell.cells(cells)))
    }

    private func addToLongForm(_ cells: [ScanCell], _ key: Int64) throws {
        var added = DayRollup(cells)
        var series = added.series
        var counts = ValueCounts()
        var sketch = added.sketch
        if let row = try row(key) {
            if let early = row.cells {
                added.add(try ScanCell.cells(early))
                (series, sketch) = (added.series, added.sketch)
            } else {
                series.add(try DaySeries(row.series))
                counts = try ValueCounts(row.counts)
                var stored = try VisitorSketch(row.sketch)
                stored.merge(sketch)
                sketch = stored
            }
        }
        counts.add(added.dayCounts)
        try write(key, series, counts, sketch)
        for (quarter, counts) in added.quarters.sorted(by: { $0.key < $1.key }) {
            try addToQuarter(key << QuarterKey.bits | Int64(quarter), counts)
        }
    }

    private func addToQuarter(_ key: Int64, _ added: ValueCounts) throws {
        quarter.bind(1, key)
        var counts = try quarter.first { row in try ValueCounts(row.bytes(0) ?? []) } ?? ValueCounts()
        counts.add(added)
        try write(key, counts)
    }

    private func write(_ key: Int64, _ counts: ValueCounts) throws {
        replaceQuarter.bind(1, key)
        replaceQuarter.bind(2, bytes: counts.bytes)
        try replaceQuarter.run()
    }

    private func write(_ key: Int64, _ series: DaySeries, _ counts: ValueCounts, _ sketch: VisitorSketch) throws {
        let total = series.total
        replaceDay.bind(1, key)
        replaceDay.bind(2, Int64(total.scans))
        replaceDay.bind(3, Int64(total.bots))
        replaceDay.bind(4, Int64(total.uniques))
        replaceDay.bind(5, bytes: series.bytes)
        replaceDay.bind(6, bytes: counts.bytes)
        replaceDay.bind(7, bytes: sketch.bytes)
        try replaceDay.run()
    }
}
