// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// Adds counts up into the intervals of a query.
struct IntervalSums {
    private let edges: [Timestamp]
    private let includesBots: Bool
    /// What has been added up.
    private(set) var intervals: [ScanCounts.Interval]

    init(_ query: AnalyticsQuery) {
        edges = query.edges
        includesBots = query.includesBots
        intervals = Array(repeating: ScanCounts.Interval(), count: max(0, query.edges.count - 1))
    }

    /// The quarters that the range touches.
    var quarters: Range<Int64> {
        guard let first = edges.first, let last = edges.last else { return 0..<0 }
        return first.quarter..<max(first.quarter, last.nextQuarter)
    }

    /// The quarters that lie wholly in the range.
    var wholeQuarters: Range<Int64> {
        guard let first = edges.first, let last = edges.last else { return 0..<0 }
        return first.nextQuarter..<max(first.nextQuarter, last.quarter)
    }

    /// Adds a quarter's counts.
    /// - Returns: false where an edge cuts the quarter; nothing was added then.
    mutating func add(quarter: Int64, _ counts: QuarterCounts) -> Bool {
        let start = Timestamp(milliseconds: quarter * Timestamp.quarterLength)
        guard let index = interval(of: start), quarter < edges[index + 1].quarter else { return false }
        add(counts, toInterval: index)
        return true
    }

    /// Adds a quarter that an edge cuts to the interval in which it begins.
    /// - Returns: whether it begins in any.
    mutating func add(cutQuarter quarter: Int64, _ counts: QuarterCounts) -> Bool {
        guard let index = interval(of: Timestamp(milliseconds: quarter * Timestamp.quarterLength)) else { return false }
        add(counts, toInterval: index)
        return true
    }

    /// Adds a single scan of a quarter that an edge cuts.
    /// - Returns: whether it is in any interval.
    mutating func add(_ cell: ScanCell, at moment: Timestamp) -> Bool {
        guard let index = interval(of: moment) else { return false }
        let isFirst = cell.isFirst && !cell.isBot
        add(
            QuarterCounts(scans: cell.isBot ? 0 : 1, uniques: isFirst ? 1 : 0, bots: cell.isBot ? 1 : 0),
            toInterval: index,
        )
        return true
    }

    private mutating func add(_ counts: QuarterCounts, toInterval index: Int) {
        intervals[index].scans += Int(counts.scans) + (includesBots ? Int(counts.bots) : 0)
        intervals[index].uniques += Int(counts.uniques)
        intervals[index].bots += Int(counts.bots)
    }

    /// The interval in which a moment lies: the last whose edge is not after it.
    private func interval(of moment: Timestamp) -> Int? {
        var low = 0
        var high = edges.count
        while low < high {
            let middle = (low + high) / 2
            if edges[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return (1..<edges.count).contains(low) ? low - 1 : nil
    }
}
