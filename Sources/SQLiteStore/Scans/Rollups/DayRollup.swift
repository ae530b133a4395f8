// SPDX-License-Identifier: Apache-2.0

import Store

/// All counts of a code, an account or a tag on a UTC day.
struct DayRollup: Equatable {
    var series = DaySeries()
    /// By quarter of the day; quarters without a scan are absent.
    var quarters: [Int: ValueCounts] = [:]
    var sketch = VisitorSketch()

    init() {}

    /// Counts entries.
    init(_ cells: some Sequence<ScanCell>) { add(cells) }

    /// Counts more entries.
    mutating func add(_ cells: some Sequence<ScanCell>) {
        var marks: Set<VisitorSketch.Mark> = []
        var counts: [Int: [ValueCounts.Key: UInt32]] = [:]
        for cell in cells {
            series.add(cell)
            guard !cell.isCorrection else { continue }
            if let mark = cell.visitor, !cell.isBot { marks.insert(mark) }
            cell.count(in: &counts[Int(cell.quarter), default: [:]])
        }
        sketch.add(marks)
        for (quarter, counts) in counts { quarters[quarter, default: ValueCounts()].add(ValueCounts(counts)) }
    }

    /// Adds the counts of another owner on the same day.
    mutating func merge(_ other: DayRollup) {
        series.add(other.series)
        sketch.merge(other.sketch)
        for (quarter, counts) in other.quarters { quarters[quarter, default: ValueCounts()].add(counts) }
    }

    /// The counts of all quarters.
    var dayCounts: ValueCounts {
        quarters.values.reduce(into: ValueCounts()) { $0.add($1) }
    }
}

extension ScanCell {
    /// Counts the entry by each of its values.
    @inline(__always)
    func count(in counts: inout [ValueCounts.Key: UInt32]) {
        for dimension in ScanDimension.allCases {
            let value = self[dimension]
            if value != 0 { counts[ValueCounts.Key(dimension, isBot: isBot, value: value), default: 0] &+= 1 }
        }
    }
}
