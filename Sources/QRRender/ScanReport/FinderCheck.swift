// SPDX-License-Identifier: Apache-2.0

/// Whether the eyes of a drawn symbol show what decoders look for: dark and light runs of 1:1:3:1:1 modules along lines
/// through their middle (zxing-cpp, zbar), and a frame with four dark corners (OpenCV).
struct FinderCheck {
    let surface: ScanSurface
    let binarization: Binarization
    let size: Int

    /// How much of an eye decoders recognise.
    enum Finding {
        /// All of it.
        case clear
        /// Enough for most, but its corners are round or its core is slender.
        case unusual
        /// Too little.
        case damaged
    }

    /// What a line through an eye shows.
    private enum Line {
        case right
        /// The five runs are there, in wrong proportions.
        case distorted
        case broken
    }

    /// Where lines cross the module in the middle, up to near its border, where cores that are made of dots fall apart.
    private static let crossings = [0.12, 0.3, 0.5, 0.7, 0.88]
    /// The modules by which a run of the frame may be too long or too short.
    private static let tolerance = 0.5
    /// The modules by which the core may be.
    private static let coreTolerance = 0.45
    /// Of the ten lines, so many may be wrong.
    private static let mostWrong = 2
    /// The darkness (-1 is light, 1 is dark) that the frame's corner modules need: OpenCV looks for corners.
    private static let outerDarkness = 0.0
    /// The darkness that the light modules inside them must not have: zxing-cpp crosses them diagonally.
    private static let innerDarkness = -0.4

    /// The three eyes with what is found at each.
    var findings: [(eye: ScanReport.FunctionPattern, finding: Finding)] {
        var last: (tiles: [UInt16], finding: Finding)?
        return zip(ScanReport.FunctionPattern.finders, [(0, 0), (size - 7, 0), (0, size - 7)]).map { eye, place in
            let tiles = surface.tiles(aroundEyeAt: place.0, place.1)
            // Most eyes look alike.
            if let last, last.tiles == tiles { return (eye, last.finding) }
            let finding = finding(x: place.0, y: place.1)
            last = tiles.map { ($0, finding) }
            return (eye, finding)
        }
    }

    private func finding(x: Int, y: Int) -> Finding {
        let lines = Self.crossings.flatMap { crossing in
            let step = Int((3 + crossing) * Double(surface.module))
            let left = surface.originX + (x - 1) * surface.module
            let top = surface.originY + (y - 1) * surface.module
            let row = top + surface.module + step
            let column = left + surface.module + step
            let count = 9 * surface.module
            return [
                line(surface.lumas(fromColumn: left, row: row, isUpright: false, count: count)),
                line(surface.lumas(fromColumn: column, row: top, isUpright: true, count: count)),
            ]
        }
        if lines.count(where: { $0 == .broken }) > Self.mostWrong { return .damaged }
        let isStraight = lines.count(where: { $0 != .right }) <= Self.mostWrong
        return isStraight && hasCorners(x: x, y: y) ? .clear : .unusual
    }

    /// Whether the modules at the four corners of the frame are dark, and those inside them light.
    private func hasCorners(x: Int, y: Int) -> Bool {
        [(0, 0, 1, 1), (6, 0, 5, 1), (0, 6, 1, 5), (6, 6, 5, 5)].allSatisfy { outerX, outerY, innerX, innerY in
            cellDarkness(x: x + outerX, y: y + outerY) >= Self.outerDarkness
                && cellDarkness(x: x + innerX, y: y + innerY) < Self.innerDarkness
        }
    }

    /// The darkness of a whole module.
    private func cellDarkness(x: Int, y: Int) -> Double {
        let luma = surface.color(x: x, y: y, margin: 0).decoderLuma
        return binarization.darkness(luma, threshold: binarization.threshold)
    }

    /// Looks along nine modules of pixels, one before the eye and one after it.
    ///
    /// What lies beyond the edge of the picture counts as light.
    private func line(_ lumas: [Double?]) -> Line {
        var runs: [Int] = []
        var wasDark = false
        for luma in lumas {
            let isDark = luma.map { binarization.darkness($0, threshold: binarization.threshold) > 0 } ?? false
            if isDark == wasDark, !runs.isEmpty {
                runs[runs.count - 1] += 1
            } else if isDark || !runs.isEmpty {
                runs.append(1)
            }
            wasDark = isDark
        }
        // The light module after the eye is the last run.
        if !wasDark { runs = runs.dropLast() }
        guard runs.count == 5 else { return .broken }
        let module = Double(runs.reduce(0, +)) / 7
        let isRight = zip(runs, [1.0, 1, 3, 1, 1]).allSatisfy { run, modules in
            (Double(run) / module - modules).magnitude <= (modules == 3 ? Self.coreTolerance : Self.tolerance)
        }
        return isRight ? .right : .distorted
    }
}
