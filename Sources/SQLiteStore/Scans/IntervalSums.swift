// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// Adds counts up into the intervals of a query.
struct IntervalSums {
    private let edges: [Timestamp]
    private let includesBots: Bool
    private var intervals: [ScanCounts.Interval]
    private var bots = 0
    private var countries: [String: Int] = [:]

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

    /// What has been added up.
    var counts: ScanCounts {
        let named = countries.filter { $0.value > 0 }.map { NamedCount(name: $0.key, scans: $0.value) }
        return ScanCounts(
            intervals: intervals,
            bots: bots,
            countries: named.sorted { ($1.scans, $0.name) < ($0.scans, $1.name) },
        )
    }

    /// Adds a quarter's counts, countries apart.
    /// - Returns: false where an edge cuts the quarter; nothing was added then.
    mutating func add(quarter: Int64, scans: Int, uniques: Int, bots: Int) -> Bool {
        let start = Timestamp(milliseconds: quarter * Timestamp.quarterLength)
        guard let index = interval(of: start), quarter < edges[index + 1].quarter else { return false }
        intervals[index].scans += scans + (includesBots ? bots : 0)
        intervals[index].uniques += uniques
        self.bots += bots
        return true
    }

    /// Adds a country's counts over whole quarters.
    mutating func add(country: String, scans: Int, bots: Int) {
        countries[country, default: 0] += scans + (includesBots ? bots : 0)
    }

    /// Adds a single scan of a quarter that is cut by an edge.
    mutating func add(scanAt moment: Timestamp, kind: Scan.Kind, country: String, isFirst: Bool) {
        guard let index = interval(of: moment), kind != .head else { return }
        if kind == .bot { bots += 1 }
        guard kind == .person || includesBots else { return }
        intervals[index].scans += 1
        if isFirst { intervals[index].uniques += 1 }
        // An edge inside the range cuts intervals but no country: those quarters were added whole.
        if !wholeQuarters.contains(moment.quarter) { countries[country, default: 0] += 1 }
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
