// SPDX-License-Identifier: Apache-2.0

/// A module and its eight neighbors as nine bits, row by row from the top left one, set where a module is dark.
enum ModuleNeighborhood {
    /// How many there are.
    static let count = 512
    /// The module in the middle.
    static let middle = 0b000_010_000
    /// The neighbors that share a side with it.
    static let sides = 0b010_101_010
    /// Each corner of the middle: the neighbors that meet there.
    static let corners = [0b000_001_011, 0b000_100_110, 0b011_001_000, 0b110_100_000]

    /// The modules of a neighborhood as a grid.
    static func grid(_ bits: Int) -> ModuleGrid {
        ModuleGrid(size: 3) { x, y in bits >> (3 * y + x) & 1 == 1 }
    }

    /// The neighborhoods of a row of a grid that are not empty, from left to right.
    ///
    /// - Parameters:
    ///   - y: The row.
    ///   - grid: The grid; outside of it everything is light.
    ///   - light: Whether those of light modules are asked for, too.
    ///   - body: Takes a column and its neighborhood.
    @inline(__always)
    static func forEach(
        inRow y: Int,
        of grid: ModuleGrid,
        withLight light: Bool,
        _ body: (_ x: Int, _ bits: Int) -> Void,
    ) {
        guard grid.size < 64 else {
            for x in 0..<grid.size where light || grid[x, y] {
                body(x, three(x, y - 1, grid) | three(x, y, grid) << 3 | three(x, y + 1, grid) << 6)
            }
            return
        }
        // One word a row, one column further left, so that the neighbors of the first column are there.
        let above = y > 0 ? grid.words[y - 1] << 1 : 0
        let row = grid.words[y] << 1
        let below = y + 1 < grid.size ? grid.words[y + 1] << 1 : 0
        var middles = row
        if light {
            let all = above | row | below
            let columns: UInt64 = (1 << UInt64(grid.size) - 1) << 1
            middles = (all << 1 | all | all >> 1) & columns
        }
        while middles != 0 {
            let left = UInt64(middles.trailingZeroBitCount - 1)
            let (first, second, third) = (above >> left & 7, row >> left & 7, below >> left & 7)
            body(Int(left), Int(first | second << 3 | third << 6))
            middles &= middles - 1
        }
    }

    /// Three modules around a column, the left one in the lowest bit.
    @inline(__always)
    private static func three(_ x: Int, _ y: Int, _ grid: ModuleGrid) -> Int {
        guard y >= 0, y < grid.size else { return 0 }
        let words = grid.words.span
        let first = y * grid.wordsPerRow
        guard x > 0 else { return Int(truncatingIfNeeded: words[first] << 1 & 7) }
        let (word, bit) = ((x - 1) / 64, UInt64((x - 1) % 64))
        var bits = words[first + word] >> bit
        if bit > 61, word + 1 < grid.wordsPerRow { bits |= words[first + word + 1] << (64 - bit) }
        return Int(truncatingIfNeeded: bits & 7)
    }
}

extension PatternShape {
    /// The part of a neighborhood that decides what is drawn in its middle: two modules that share it look alike.
    ///
    /// - Parameter bits: A neighborhood.
    /// - Returns: A neighborhood that is drawn alike, the same for all that are; 0 for those that are empty.
    func decisivePart(of bits: Int) -> Int {
        let isDark = bits & ModuleNeighborhood.middle != 0
        switch self {
        case .sharp, .modules: return bits & ModuleNeighborhood.middle
        // Bars are round where they end.
        case .bars(let isVertical): return isDark ? bits & (isVertical ? 0b010_010_010 : 0b000_111_000) : 0
        // An outward corner stands between two light sides, and has room to grow along each side where the region goes
        // on, straight or round a corner. An inward one is filled where three modules meet.
        case .regions(let rounding):
            if isDark { return bits & (ModuleNeighborhood.middle | ModuleNeighborhood.sides) }
            guard rounding.inward > 0 else { return 0 }
            return ModuleNeighborhood.corners.reduce(0) { $0 | (bits & $1 == $1 ? $1 : 0) }
        case .halftone: return bits
        }
    }
}
