// SPDX-License-Identifier: Apache-2.0

/// Whether the eyes of a drawn symbol show what decoders look for: dark and light runs of 1:1:3:1:1 modules along lines
/// through their middle.
struct FinderCheck {
    let surface: ScanSurface
    let binarization: Binarization
    let size: Int

    /// The share of a module by which a run may be too long or too short.
    private static let tolerance = 0.5
    /// Of the three rows and three columns through the middle, as many must be right.
    private static let leastLines = 4

    /// The eyes that a decoder would pass over.
    var damaged: [ScanReport.FunctionPattern] {
        zip(ScanReport.FunctionPattern.finders, [(0, 0), (size - 7, 0), (0, size - 7)])
            .filter { !isRecognizable(x: $1.0, y: $1.1) }
            .map(\.0)
    }

    private func isRecognizable(x: Int, y: Int) -> Bool {
        var right = 0
        for line in 2...4 {
            let row = surface.originY + (y + line) * surface.module + surface.module / 2
            let column = surface.originX + (x + line) * surface.module + surface.module / 2
            let left = surface.originX + (x - 1) * surface.module
            let top = surface.originY + (y - 1) * surface.module
            if isFinder({ surface.luma(column: left + $0, row: row) }) { right += 1 }
            if isFinder({ surface.luma(column: column, row: top + $0) }) { right += 1 }
        }
        return right >= Self.leastLines
    }

    /// Whether nine modules of pixels, one before the eye and one after it, have the runs of an eye.
    ///
    /// What lies beyond the edge of the picture counts as light.
    private func isFinder(_ luma: (Int) -> Double?) -> Bool {
        var runs: [Int] = []
        var wasDark = false
        for position in 0..<9 * surface.module {
            let isDark =
                luma(position).map { binarization.darkness($0, threshold: binarization.threshold) > 0 } ?? false
            if isDark == wasDark, !runs.isEmpty {
                runs[runs.count - 1] += 1
            } else if isDark || !runs.isEmpty {
                runs.append(1)
            }
            wasDark = isDark
        }
        // The light module after the eye is the last run.
        if !wasDark { runs = runs.dropLast() }
        guard runs.count == 5 else { return false }
        let module = Double(runs.reduce(0, +)) / 7
        return zip(runs, [1.0, 1, 3, 1, 1]).allSatisfy { run, modules in
            (Double(run) / module - modules).magnitude <= Self.tolerance * max(1, modules / 2)
        }
    }
}
