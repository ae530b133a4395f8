// SPDX-License-Identifier: Apache-2.0

import QREncoder

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

    init(_ readings: ModuleReadings, of symbol: QRSymbol) {
        dark = readings.medianLuma(dark: true, of: symbol)
        light = readings.medianLuma(dark: false, of: symbol)
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
    /// - Parameters:
    ///   - readings: What is at each module.
    ///   - symbol: What should be there.
    /// - Returns: Whether the module is damaged.
    func damage(_ readings: ModuleReadings, of symbol: QRSymbol) -> [Bool] {
        let size = readings.size
        var damaged = [Bool](repeating: false, count: size * size)
        for y in 0..<size {
            let columns = columns(readings, aroundRow: y)
            for x in 0..<size {
                let expected = symbol[x, y] ? 1.0 : -1.0
                let luma = readings.lumas[y * size + x]
                let global = darkness(luma, threshold: threshold) * expected
                let local = localThreshold(columns, x: x).map { darkness(luma, threshold: $0) * expected }
                damaged[y * size + x] = min(global, local ?? global) < 2 * Self.doubt
            }
        }
        return damaged
    }

    /// The gray values of some modules.
    private struct Values {
        var (sum, least, most, count) = (0.0, 255.0, 0.0, 0)

        mutating func add(_ other: Values) {
            sum += other.sum
            least = min(least, other.least)
            most = max(most, other.most)
            count += other.count
        }
    }

    /// The modules of each column that are within reach of a row.
    private func columns(_ readings: ModuleReadings, aroundRow y: Int) -> [Values] {
        var columns = [Values](repeating: Values(), count: readings.size)
        for row in max(0, y - Self.reach)...min(readings.size - 1, y + Self.reach) {
            for column in columns.indices {
                let luma = readings.lumas[row * readings.size + column]
                columns[column].add(Values(sum: luma, least: luma, most: luma, count: 1))
            }
        }
        return columns
    }

    /// The mean around a module; `nil` where everything is alike.
    private func localThreshold(_ columns: [Values], x: Int) -> Double? {
        var all = Values()
        for column in max(0, x - Self.reach)...min(columns.count - 1, x + Self.reach) { all.add(columns[column]) }
        return all.most - all.least < Self.leastRange ? nil : all.sum / Double(all.count)
    }
}
