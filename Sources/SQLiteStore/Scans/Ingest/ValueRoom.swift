// SPDX-License-Identifier: Apache-2.0

import Store

/// How many different values are counted by name on a day: texts come from outside, and whoever makes them up must not
/// let rows grow without end, each of which is written anew with every batch.
///
/// A code and its account have room for so many values of each dimension and UTC day, in the order in which they are
/// stored; scans with others get ``KnownValues/overflowText``, in their own rows too, so that counting them anew gives
/// the same. Rows with few scans have room for certain: only of those with many is known what they hold.
struct ValueRoom: Sendable {
    /// The most values of a dimension on a day of a code.
    static let mostOfCode = 1_000
    /// The most values of a dimension on a day of an account, and so of each of its tags.
    static let mostOfAccount = 10_000
    /// The dimensions whose texts come from outside; the others have few values by themselves.
    static let dimensions: [ScanDimension] = [.region, .city, .os, .browser, .referrer, .language, .source]

    /// A row's values cannot be more than this.
    private var ceilings: [Int64: Int] = [:]
    /// What rows hold that may be full, by the row's key.
    private var held: [Int64: HeldValues] = [:]

    /// The most rows that are remembered.
    private static let mostRows = 1_000_000
    /// The most values that are remembered.
    private static let mostValues = 4_000_000

    /// Forgets everything where that has become much: it is in the rows.
    mutating func tidy() {
        let values = held.values.reduce(0) { $0 + $1.count }
        if ceilings.count > Self.mostRows || held.count > Self.mostRows || values > Self.mostValues {
            self = ValueRoom()
        }
    }

    /// Makes ready for scans of an owner on a day.
    /// - Parameters:
    ///   - count: how many scans, at most.
    ///   - key: the key of the owner's row.
    ///   - most: how many values the row has room for.
    ///   - pending: entries that are not in the row yet.
    ///   - rollups: reads the row.
    /// - Returns: whether the room may not be enough, so that ``admits(_:_:_:most:)`` has to be asked.
    /// - Throws: what reading the row does.
    mutating func expect(
        _ count: Int,
        _ key: Int64,
        most: Int,
        pending: @autoclosure () -> [ScanCell],
        _ rollups: RollupTable,
    ) throws -> Bool {
        if held[key] != nil { return true }
        let ceiling = try (ceilings[key] ?? rollups.mostValues(key)) + count
        guard ceiling > most else {
            ceilings[key] = ceiling
            return false
        }
        ceilings[key] = nil
        var values = HeldValues()
        try rollups.forEachValue(key) { dimension, value in values.insert(value, dimension) }
        for cell in pending() {
            for dimension in Self.dimensions where cell[dimension] != 0 { values.insert(cell[dimension], dimension) }
        }
        held[key] = values
        return true
    }

    /// Whether a row is known to have a value; of a code's and its account's row the one that is known.
    func holds(_ value: UInt32, _ dimension: ScanDimension, _ key: Int64, or wider: Int64) -> Bool {
        (held[key] ?? held[wider])?.contains(value, dimension) ?? false
    }

    /// Whether a row has room for a value, or has it; nil stands for a value that no row has.
    func admits(_ value: UInt32?, _ dimension: ScanDimension, _ key: Int64, most: Int) -> Bool {
        guard let values = held[key] else { return true }
        return values.contains(value, dimension) || values.count(of: dimension) < most
    }

    /// Notes that a row has a value.
    mutating func note(_ value: UInt32, _ dimension: ScanDimension, _ key: Int64) {
        held[key]?.insert(value, dimension)
    }
}

/// The different values that a row holds, by dimension.
private struct HeldValues: Sendable {
    private var values: [Set<UInt32>] = Array(repeating: [], count: ScanDimension.allCases.count)

    var count: Int { values.reduce(0) { $0 + $1.count } }

    func count(of dimension: ScanDimension) -> Int { values[dimension.rawValue].count }

    func contains(_ value: UInt32?, _ dimension: ScanDimension) -> Bool {
        value.map { values[dimension.rawValue].contains($0) } ?? false
    }

    mutating func insert(_ value: UInt32, _ dimension: ScanDimension) { values[dimension.rawValue].insert(value) }
}
