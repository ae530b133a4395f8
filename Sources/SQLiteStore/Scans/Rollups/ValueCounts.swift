// SPDX-License-Identifier: Apache-2.0

import Store

/// How many scans had each value of each dimension: the long form of a day or a quarter.
///
/// Stored as sections by dimension and by people or bots, each with its values ascending, differences and counts.
struct ValueCounts: Equatable {
    /// A value of a dimension, of people's scans or of bots'.
    struct Key: Hashable, Comparable {
        /// `dimension << 33 | bot << 32 | value`.
        let packed: UInt64

        init(packed: UInt64) { self.packed = packed }

        init(_ dimension: ScanDimension, isBot: Bool, value: UInt32) {
            packed = UInt64(dimension.rawValue) << 33 | (isBot ? 1 << 32 : 0) | UInt64(value)
        }

        var section: UInt32 { UInt32(truncatingIfNeeded: packed >> 32) }
        var isBot: Bool { packed >> 32 & 1 == 1 }
        var value: UInt32 { UInt32(truncatingIfNeeded: packed) }
        var dimension: ScanDimension? { ScanDimension(rawValue: Int(packed >> 33)) }

        static func < (left: Key, right: Key) -> Bool { left.packed < right.packed }
    }

    /// Counts above zero, keys ascending.
    private(set) var entries: [(key: Key, count: UInt32)] = []

    init() {}

    /// Orders what was counted.
    init(_ counts: [Key: UInt32]) {
        entries = counts.filter { $0.value > 0 }.map { (key: $0.key, count: $0.value) }.sorted { $0.key < $1.key }
    }

    /// Adds other counts.
    mutating func add(_ other: ValueCounts) {
        guard !entries.isEmpty else {
            entries = other.entries
            return
        }
        var merged: [(key: Key, count: UInt32)] = []
        merged.reserveCapacity(entries.count + other.entries.count)
        var left = 0
        var right = 0
        while left < entries.count, right < other.entries.count {
            let (mine, theirs) = (entries[left], other.entries[right])
            if mine.key == theirs.key {
                merged.append((mine.key, mine.count &+ theirs.count))
                left += 1
                right += 1
            } else if mine.key < theirs.key {
                merged.append(mine)
                left += 1
            } else {
                merged.append(theirs)
                right += 1
            }
        }
        merged += entries[left...]
        merged += other.entries[right...]
        entries = merged
    }

    static func == (left: ValueCounts, right: ValueCounts) -> Bool {
        left.entries.elementsEqual(right.entries) { $0.key == $1.key && $0.count == $1.count }
    }
}

extension ValueCounts {
    /// The fewest bytes of a stored count.
    static let leastBytes: Int64 = 2

    /// The stored form.
    var bytes: [UInt8] {
        var writer = NumberWriter()
        writer.bytes.reserveCapacity(entries.count * 3)
        var index = 0
        while index < entries.count {
            let section = entries[index].key.section
            var end = index
            while end < entries.count, entries[end].key.section == section { end += 1 }
            writer.write(section)
            writer.write(UInt32(end - index))
            var last: UInt32 = 0
            for entry in entries[index..<end] {
                writer.write(entry.key.value - last)
                writer.write(entry.count)
                last = entry.key.value
            }
            index = end
        }
        return writer.bytes
    }

    /// Reads the stored form.
    init(_ bytes: [UInt8]) throws {
        try Self.read(bytes) { key, count in entries.append((key: key, count: count)) }
    }

    /// Reads the stored form entry by entry.
    static func read(_ bytes: [UInt8], _ body: (Key, UInt32) -> Void) throws {
        var reader = NumberReader(bytes)
        while !reader.isAtEnd {
            let section = try reader.number()
            guard section >> 1 <= 9 else { throw RollupDamage() }
            var value: UInt32 = 0
            for _ in 0..<(try reader.number()) {
                let (sum, overflows) = value.addingReportingOverflow(try reader.number())
                guard !overflows else { throw RollupDamage() }
                value = sum
                body(Key(packed: UInt64(section) << 32 | UInt64(value)), try reader.number())
            }
        }
    }
}
