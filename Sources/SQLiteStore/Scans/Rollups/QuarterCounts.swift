// SPDX-License-Identifier: Apache-2.0

/// Scans, new visitors and bots of a quarter of an hour.
struct QuarterCounts: Hashable {
    var scans: UInt32 = 0
    var uniques: UInt32 = 0
    var bots: UInt32 = 0

    var isEmpty: Bool { scans | uniques | bots == 0 }

    mutating func add(_ other: QuarterCounts) {
        scans &+= other.scans
        uniques &+= other.uniques
        bots &+= other.bots
    }
}

/// The quarters of a day.
struct DaySeries: Hashable {
    private(set) var quarters: [QuarterCounts]

    init() { quarters = Array(repeating: QuarterCounts(), count: 96) }

    subscript(quarter: Int) -> QuarterCounts {
        get { quarters[quarter] }
        set { quarters[quarter] = newValue }
    }

    /// Counts an entry.
    mutating func add(_ cell: ScanCell) {
        let quarter = Int(cell.quarter)
        if cell.isCorrection {
            // Unsigned and wrapping: what is taken back was added before, or is in the same sum.
            quarters[quarter].uniques &-= 1
        } else if cell.isBot {
            quarters[quarter].bots &+= 1
        } else {
            quarters[quarter].scans &+= 1
            if cell.isFirst { quarters[quarter].uniques &+= 1 }
        }
    }

    /// Adds the counts of the same day.
    mutating func add(_ other: DaySeries) {
        for quarter in 0..<96 { quarters[quarter].add(other.quarters[quarter]) }
    }

    /// The sum of the day.
    var total: QuarterCounts {
        quarters.reduce(into: QuarterCounts()) { $0.add($1) }
    }

    /// The stored form: quarters that are not empty, each with its number.
    var bytes: [UInt8] {
        var writer = NumberWriter()
        for (quarter, counts) in quarters.enumerated() where !counts.isEmpty {
            writer.write(UInt8(quarter))
            writer.write(counts.scans)
            writer.write(counts.uniques)
            writer.write(counts.bots)
        }
        return writer.bytes
    }

    /// Reads the stored form.
    init(_ bytes: [UInt8]) throws {
        self.init()
        var reader = NumberReader(bytes)
        while !reader.isAtEnd {
            let quarter = Int(try reader.byte())
            guard quarter < 96 else { throw RollupDamage() }
            quarters[quarter] = QuarterCounts(
                scans: try reader.number(), uniques: try reader.number(), bots: try reader.number(), )
        }
    }
}
