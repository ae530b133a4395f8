// SPDX-License-Identifier: Apache-2.0

/// What a decoder reads at every module of a drawn symbol.
///
/// Decoders differ: zxing-cpp takes the pixel in the middle, others more of the area. A module counts with the mean of
/// its middle and of its middle half, which is right only where all of them agree.
struct ModuleReadings {
    /// The modules along one side.
    let size: Int
    /// Whether each module should be dark, row by row.
    let isDark: [Bool]
    /// What is read at each module: a place in ``colors`` and ``lumas``, which modules that look alike may share.
    let kinds: [Int]
    /// The colors of the middle halves of each kind.
    let colors: [Color]
    /// The gray values of each kind, 0…255.
    let lumas: [Double]

    /// Reads modules.
    ///
    /// - Parameters:
    ///   - surface: The picture.
    ///   - size: The modules along one side of the symbol.
    ///   - isDark: Whether a module should be dark.
    init(_ surface: ScanSurface, size: Int, isDark: (_ x: Int, _ y: Int) -> Bool) {
        self.size = size
        var dark: [Bool] = []
        dark.reserveCapacity(size * size)
        for y in 0..<size {
            for x in 0..<size { dark.append(isDark(x, y)) }
        }
        self.isDark = dark
        let found = surface.readings(size: size)
        kinds = found.kinds
        colors = found.colors.map { $0.half }
        lumas = found.colors.map { ($0.half.decoderLuma + $0.middle.decoderLuma) / 2 }
    }

    /// The gray value in the middle of those of all dark (or light) modules.
    func medianLuma(dark: Bool) -> Double {
        let ranking = ranking(dark: dark, by: lumas)
        return ranking[ranking.count / 2].map { lumas[$0] } ?? 255
    }

    /// Puts dark (or light) modules in order.
    ///
    /// - Parameters:
    ///   - dark: Which.
    ///   - values: What they are ordered by, for each kind; then the color decides.
    ///   - damaged: Modules that are left out.
    /// - Returns: The modules in order.
    func ranking(dark: Bool, by values: [Double], without damaged: [Bool]? = nil) -> Ranking {
        var counts = [Int](repeating: 0, count: colors.count)
        for (index, kind) in kinds.enumerated() where isDark[index] == dark {
            if let damaged, damaged[index] { continue }
            counts[kind] += 1
        }
        let order = counts.indices.filter { counts[$0] > 0 }
            .sorted { (values[$0], colors[$0].pixel) < (values[$1], colors[$1].pixel) }
        return Ranking(kinds: order, counts: order.map { counts[$0] })
    }

    /// Modules in order, told by kind.
    struct Ranking {
        fileprivate let kinds: [Int]
        fileprivate let counts: [Int]

        /// How many modules there are.
        var count: Int { counts.reduce(0, +) }

        /// The kind of a module by its place, `nil` beyond the last.
        subscript(place: Int) -> Int? {
            var left = place
            for (kind, count) in zip(kinds, counts) {
                if left < count { return kind }
                left -= count
            }
            return nil
        }
    }
}
