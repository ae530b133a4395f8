// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store

/// Adds counts up by value.
struct ValueSums {
    private let dimensions: Set<ScanDimension>
    private let includesBots: Bool
    /// By dimension, then by number: numbers are handed out one by one, so that a flat array is nearly full.
    private var counts: [[Int]] = Array(repeating: [], count: ScanDimension.allCases.count)
    /// Beyond it a number was never handed out.
    private static let highestNumber = 20_000_000

    init(_ query: AnalyticsQuery) {
        dimensions = query.dimensions
        includesBots = query.includesBots
    }

    /// Whether anything is to be added.
    var isNeeded: Bool { !dimensions.isEmpty }

    /// Adds stored counts.
    mutating func add(stored bytes: [UInt8]) throws {
        try ValueCounts.read(bytes) { key, count in add(key, Int(count)) }
    }

    /// Adds entries.
    mutating func add(_ cell: ScanCell) {
        for dimension in dimensions {
            let value = cell[dimension]
            if value != 0 { add(ValueCounts.Key(dimension, isBot: cell.isBot, value: value), 1) }
        }
    }

    @inline(__always)
    private mutating func add(_ key: ValueCounts.Key, _ count: Int) {
        guard !key.isBot || includesBots, let dimension = key.dimension, dimensions.contains(dimension) else { return }
        let value = Int(key.value)
        if value >= counts[dimension.rawValue].count {
            guard value <= Self.highestNumber else { return }
            let missing = max(value + 1, 2 * counts[dimension.rawValue].count) - counts[dimension.rawValue].count
            counts[dimension.rawValue].append(contentsOf: repeatElement(0, count: missing))
        }
        counts[dimension.rawValue][value] += count
    }

    /// The values with most scans, by their texts.
    func breakdowns(top: Int, in database: Database) throws -> [ScanDimension: ScanBreakdown] {
        var breakdowns: [ScanDimension: ScanBreakdown] = [:]
        for dimension in dimensions {
            breakdowns[dimension] = try breakdown(of: dimension, top: top, in: database)
        }
        return breakdowns
    }

    private func breakdown(of dimension: ScanDimension, top: Int, in database: Database) throws -> ScanBreakdown {
        // What had no room by its name is no value of its own.
        let nameless = try database.first(ScanSQL.value, [dimension.rawValue, KnownValues.overflowText]) {
            Int(clamping: $0[0] as Int64)
        }
        let found = counts[dimension.rawValue].enumerated().filter { $0.element > 0 && $0.offset != nameless }
        var ordered = found.map { (value: $0.offset, scans: $0.element) }
        ordered.sort { ($1.scans, $0.value) < ($0.scans, $1.value) }
        // All that have as many as the last one, as far as names can decide between them.
        let least = ordered.count > top ? ordered[top - 1].scans : 0
        let candidates = ordered.prefix(top + Self.mostTies).prefix { $0.scans >= least }
        let named = try candidates.map { entry in
            NamedCount(name: try Self.name(of: entry.value, dimension, in: database), scans: entry.scans)
        }
        let values = named.sorted { ($1.scans, $0.name) < ($0.scans, $1.name) }.prefix(top)
        let all = counts[dimension.rawValue].reduce(0, +)
        return ScanBreakdown(
            values: Array(values), other: all - values.reduce(0) { $0 + $1.scans }, distinct: ordered.count, )
    }

    /// The most values with equal counts that are ordered by name; the others are by number.
    private static let mostTies = 1_000

    private static func name(of value: Int, _ dimension: ScanDimension, in database: Database) throws -> String {
        switch dimension {
        case .device: return DeviceClass(rawValue: value - 1)?.description ?? DeviceClass.other.description
        case .variant: return VariantLabel(number: value)?.text ?? String(value)
        default:
            let statement = try FastStatement(ScanSQL.valueText, in: database)
            statement.bind(1, Int64(value))
            return try statement.first { row in row.text(0) } ?? "??"
        }
    }
}
