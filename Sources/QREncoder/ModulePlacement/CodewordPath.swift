// SPDX-License-Identifier: Apache-2.0

/// The way of the message bits through a symbol, as pieces that packed columns can take at once
/// (ISO/IEC 18004:2015, 7.7.3).
///
/// The bits run through pairs of columns from right to left, alternately upwards and downwards, the right module
/// before the left, around the function patterns.
struct CodewordPath {
    /// Rows next to each other in which both columns of a pair are free: 2 × `count` message bits.
    struct Run {
        /// The first message bit.
        var bit: UInt16
        /// The right column; the left one is beside it.
        var column: UInt8
        /// The top row.
        var top: UInt8
        /// The rows, 1…64.
        var count: UInt8
        /// Whether the first bits go to the bottom row.
        var isUpward: Bool
    }

    /// A module whose neighbour in the pair belongs to a function pattern: one message bit.
    struct Single {
        /// The message bit.
        var bit: UInt16
        var column: UInt8
        var row: UInt8
    }

    private(set) var runs: [Run] = []
    private(set) var singles: [Single] = []
    private var bit = 0

    init(around patterns: FunctionPatterns) {
        var isUpward = true
        var column = patterns.size - 1
        while column > 0 {
            // The vertical timing pattern takes a whole column: pairs left of it are shifted by one.
            if column == 6 { column = 5 }
            walk(column, isUpward: isUpward, around: patterns)
            isUpward.toggle()
            column -= 2
        }
    }

    private mutating func walk(_ column: Int, isUpward: Bool, around patterns: FunctionPatterns) {
        var open: Run?
        for step in 0..<patterns.size {
            let row = isUpward ? patterns.size - 1 - step : step
            let right = !patterns.isReserved(x: column, y: row)
            let left = !patterns.isReserved(x: column - 1, y: row)
            guard right, left else {
                if let run = open { runs.append(run) }
                open = nil
                if right { appendSingle(column: column, row: row) }
                if left { appendSingle(column: column - 1, row: row) }
                continue
            }
            if var run = open, run.count < 64 {
                run.count += 1
                if isUpward { run.top -= 1 }
                open = run
            } else {
                if let run = open { runs.append(run) }
                open = Run(
                    bit: UInt16(bit), column: UInt8(column), top: UInt8(row), count: 1, isUpward: isUpward, )
            }
            bit += 2
        }
        if let run = open { runs.append(run) }
    }

    private mutating func appendSingle(column: Int, row: Int) {
        singles.append(Single(bit: UInt16(bit), column: UInt8(column), row: UInt8(row)))
        bit += 1
    }
}
