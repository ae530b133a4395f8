// SPDX-License-Identifier: Apache-2.0

/// Which gray values pass for dark, over the whole symbol and around each module, as decoders decide it.
struct Binarization {
    /// The gray value of a typical dark module.
    let dark: Double
    /// The gray value of a typical light module.
    let light: Double
    /// The modules that one half of the neighbourhood reaches.
    private static let reach = 3
    /// Where a neighbourhood is flatter than this, zxing's local threshold has no say (its least dynamic range).
    private static let leastRange = 24.0
    /// The share of the distance from dark to light around a threshold in which a little noise decides.
    static let doubt = 0.1

    init(_ readings: ModuleReadings) {
        dark = readings.medianLuma(dark: true)
        light = readings.medianLuma(dark: false)
    }

    /// Whether there are two kinds of modules at all.
    var isPossible: Bool { (light - dark).magnitude >= 8 }

    /// The threshold for the whole symbol.
    var threshold: Double { (dark + light) / 2 }

    /// How far a gray value is on the dark side of a threshold: 1 for a typical dark module, -1 for a light one.
    func darkness(_ luma: Double, threshold: Double) -> Double {
        (threshold - luma) / ((light - dark) / 2)
    }

    /// Which modules a decoder gets wrong, or may get wrong, row by row.
    ///
    /// - Parameter readings: What is at each module, and what should be there.
    /// - Returns: Whether the module is damaged.
    func damage(_ readings: ModuleReadings) -> [Bool] {
        let size = readings.size
        let lumas = readings.kinds.map { readings.lumas[$0] }
        var damaged = [Bool](repeating: false, count: size * size)
        var columns = [Values](repeating: Values(), count: size)
        for y in 0..<size {
            gather(lumas, aroundRow: y, into: &columns)
            for x in 0..<size {
                let index = y * size + x
                let expected = readings.isDark[index] ? 1.0 : -1.0
                let global = darkness(lumas[index], threshold: threshold) * expected
                let local = localThreshold(columns, x: x).map { darkness(lumas[index], threshold: $0) * expected }
                damaged[index] = min(global, local ?? global) < 2 * Self.doubt
            }
        }
        return damaged
    }

    /// The gray values of some modules.
    private struct Values {
        var (sum, least, most, count) = (0.0, 255.0, 0.0, 0)

        @inline(__always)
        mutating func add(_ other: Values) {
            sum += other.sum
            least = other.least < least ? other.least : least
            most = other.most > most ? other.most : most
            count &+= other.count
        }
    }

    /// Gathers the modules of each column that are within reach of a row.
    private func gather(_ lumas: [Double], aroundRow y: Int, into columns: inout [Values]) {
        let (size, lumas) = (columns.count, lumas.span)
        var columns = columns.mutableSpan
        let rows = max(0, y - Self.reach)...min(size - 1, y + Self.reach)
        for column in 0..<size {
            var values = Values()
            for row in rows {
                let luma = lumas[row * size + column]
                values.add(Values(sum: luma, least: luma, most: luma, count: 1))
            }
            columns[column] = values
        }
    }

    /// The mean around a module; `nil` where everything is alike.
    @inline(__always)
    private func localThreshold(_ columns: [Values], x: Int) -> Double? {
        var all = Values()
        for column in max(0, x - Self.reach)...min(columns.count - 1, x + Self.reach) { all.add(columns[column]) }
        return all.most - all.least < Self.leastRange ? nil : all.sum / Double(all.count)
    }
}
