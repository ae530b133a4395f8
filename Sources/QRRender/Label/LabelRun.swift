// SPDX-License-Identifier: Apache-2.0

import CHarfBuzz

/// A part of a line that is shaped in one go: one font, one script, one direction.
struct LabelRun {
    /// The scalars of the line that it holds.
    var range: Range<Int>
    /// The font.
    let face: LabelFontFace
    /// The script.
    let script: hb_script_t
    /// The embedding level of UAX #9, odd for right to left.
    let level: Int

    /// Whether the text runs from right to left.
    var isRightToLeft: Bool { !level.isMultiple(of: 2) }

    /// Cuts a line into its runs.
    ///
    /// - Parameters:
    ///   - scalars: The scalars of the line.
    ///   - faces: The font of each scalar.
    /// - Returns: The runs in the order in which they stand from left to right.
    static func runs(of scalars: [UInt32], faces: [LabelFontFace]) -> [LabelRun] {
        let levels = TextDirection.levels(of: scalars)
        let scripts = resolvedScripts(of: scalars)
        var runs: [LabelRun] = []
        for index in scalars.indices {
            let (face, script, level) = (faces[index], scripts[index], levels[index])
            if let last = runs.last, last.face === face, last.script == script, last.level == level {
                runs[runs.count - 1].range = last.range.lowerBound..<index + 1
            } else {
                runs.append(LabelRun(range: index..<index + 1, face: face, script: script, level: level))
            }
        }
        return inVisualOrder(runs)
    }

    /// Characters of no script of their own, such as spaces and digits, go with the text before them, the first ones
    /// with the text after them.
    private static func resolvedScripts(of scalars: [UInt32]) -> [hb_script_t] {
        var scripts = scalars.map { TextDirection.script(of: $0) }
        func hasNone(_ script: hb_script_t) -> Bool {
            script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN
        }
        var current = scripts.first { !hasNone($0) } ?? HB_SCRIPT_LATIN
        for index in scripts.indices {
            if hasNone(scripts[index]) { scripts[index] = current }
            current = scripts[index]
        }
        return scripts
    }

    /// Rule L2 of UAX #9: from the highest level down to the lowest odd one, stretches of that level or above turn round.
    private static func inVisualOrder(_ runs: [LabelRun]) -> [LabelRun] {
        var runs = runs
        for level in stride(from: runs.map(\.level).max() ?? 0, to: 0, by: -1) {
            var start = 0
            while start < runs.count {
                guard runs[start].level >= level else {
                    start += 1
                    continue
                }
                let end = runs[start...].firstIndex { $0.level < level } ?? runs.count
                runs[start..<end].reverse()
                start = end
            }
        }
        return runs
    }
}
