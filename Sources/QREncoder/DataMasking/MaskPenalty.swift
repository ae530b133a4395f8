// SPDX-License-Identifier: Apache-2.0

/// The penalty of masked symbols (ISO/IEC 18004:2015, 7.8.3.1), for two masks at once.
///
/// | rule | what counts | points |
/// | --- | --- | --- |
/// | 1 | a run of n ≥ 5 equal modules in a row or column | n − 2 |
/// | 2 | 2 × 2 equal modules, overlapping ones too | 3 |
/// | 3 | a finder-like pattern in a row or column, see `LineWindow.finders` | 40 |
/// | 4 | every full 5 % by which the share of dark modules is away from 50 % | 10 |
///
/// The standard's wording of rule 3 is read in several ways by encoders that all decode; this one agrees with its
/// printed examples best and is that of zxing-cpp.
enum MaskPenalty {
    /// A word of two masks.
    typealias Lanes = DataMask.Lanes

    /// Rules 1 and 3 along the rows, seen over packed columns.
    @inline(__always)
    static func ofColumns(_ lines: UnsafePointer<Lanes>, size: Int, width: Int) -> Lanes {
        var penalty = Lanes.zero
        for word in 0..<width {
            var counter = ColumnCounter()
            let columns = SymbolLayout.columnMask(word: word, size: size)
            var line = unsafe lines + word
            var window = unsafe LineWindow(line: line, width: width, columns: columns)
            unsafe window.look(at: line)
            counter.add(window)
            // Five lines must be left for a run; size − 4 is one more than a multiple of four.
            for _ in 0..<(size &- 5) &>> 2 {
                unsafe counter.addFour(&window, &line, width: width)
            }
            penalty &+= counter.penalty
        }
        return penalty
    }

    /// Rules 1 and 3 along the columns, rule 2, and rule 4, seen over packed rows.
    @inline(__always)
    static func ofRows(_ lines: UnsafePointer<Lanes>, size: Int, width: Int) -> Lanes {
        var penalty = Lanes.zero
        var dark = Lanes.zero
        for word in 0..<width {
            var counter = RowCounter(word: word, size: size, width: width)
            var line = unsafe lines + word
            let columns = SymbolLayout.columnMask(word: word, size: size)
            var window = unsafe LineWindow(line: line, width: width, columns: columns)
            unsafe counter.addFirst(&window, line)
            for _ in 0..<(size &- 5) &>> 2 {
                unsafe counter.addFour(&window, &line)
            }
            unsafe counter.addLastFour(line)
            penalty &+= counter.penalty
            dark &+= counter.dark
        }
        // RowCounter counts every pair of neighbouring columns and rows that is no block as one point too many.
        penalty &-= Lanes(repeating: UInt64(truncatingIfNeeded: (size &- 1) &* (size &- 1)))
        for lane in 0..<2 { penalty[lane] &+= ofProportion(dark: Int(dark[lane]), size: size) }
        return penalty
    }

    /// Rule 4.
    @inline(__always)
    private static func ofProportion(dark: Int, size: Int) -> UInt64 {
        let modules = size &* size
        return UInt64(truncatingIfNeeded: abs(20 &* dark &- 10 &* modules) / modules &* 10)
    }
}
