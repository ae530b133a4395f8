// SPDX-License-Identifier: Apache-2.0

package import QREncoder

/// A square of dark and light modules, packed 64 to a word so that runs and edges are found by word operations.
package struct ModuleGrid: Hashable, Sendable {
    /// The modules along one side.
    package let size: Int
    /// The words that hold one row.
    package let wordsPerRow: Int
    /// The rows from top to bottom; module (x, y) is bit `x & 63` of `words[y * wordsPerRow + x / 64]`, set when dark.
    ///
    /// Bits beyond the last column are 0.
    package private(set) var words: [UInt64]

    /// The modules of a symbol.
    ///
    /// - Parameter symbol: The finished symbol.
    package init(_ symbol: QRSymbol) {
        size = symbol.size
        wordsPerRow = symbol.wordsPerRow
        words = symbol.words
    }

    /// A grid whose dark modules are named one by one.
    ///
    /// - Parameters:
    ///   - size: The modules along one side, at least 1.
    ///   - isDark: Whether the module in column x and row y is dark.
    package init(size: Int, isDark: (_ x: Int, _ y: Int) -> Bool) {
        self.size = size
        wordsPerRow = (size + 63) / 64
        words = Array(repeating: 0, count: size * wordsPerRow)
        for y in 0..<size {
            for x in 0..<size where isDark(x, y) {
                words[y * wordsPerRow + x / 64] |= 1 << UInt64(x % 64)
            }
        }
    }

    /// A grid whose modules are all light.
    ///
    /// - Parameter size: The modules along one side, at least 1.
    init(lightOfSize size: Int) {
        self.size = size
        wordsPerRow = (size + 63) / 64
        words = Array(repeating: 0, count: size * wordsPerRow)
    }

    /// Makes the modules of a rectangle dark or light; what lies outside the grid is left out.
    mutating func set(columns: Range<Int>, rows: Range<Int>, dark: Bool) {
        let columns = columns.clamped(to: 0..<size)
        for y in rows.clamped(to: 0..<size) {
            for x in columns {
                let bit: UInt64 = 1 << UInt64(x % 64)
                if dark { words[y * wordsPerRow + x / 64] |= bit } else { words[y * wordsPerRow + x / 64] &= ~bit }
            }
        }
    }

    /// The modules that are dark in this grid or in another of the same size.
    func union(_ other: ModuleGrid) -> ModuleGrid { combined(with: other, |) }

    /// The modules that are dark in this grid and in another of the same size.
    func intersection(_ other: ModuleGrid) -> ModuleGrid { combined(with: other, &) }

    /// The number of dark modules.
    var darkCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The dark modules that another grid of the same size does not have.
    func subtracting(_ other: ModuleGrid) -> ModuleGrid { combined(with: other) { $0 & ~$1 } }

    private func combined(with other: ModuleGrid, _ operation: (UInt64, UInt64) -> UInt64) -> ModuleGrid {
        var result = self
        for index in words.indices { result.words[index] = operation(words[index], other.words[index]) }
        return result
    }

    /// Whether a module is dark; everything outside the grid is light.
    package subscript(x: Int, y: Int) -> Bool {
        guard 0..<size ~= x, 0..<size ~= y else { return false }
        return words[y * wordsPerRow + x / 64] >> UInt64(x % 64) & 1 == 1
    }

    /// Calls `body` with each run of dark modules in a row, from left to right.
    ///
    /// - Parameters:
    ///   - y: The row, 0..<size.
    ///   - body: Takes the columns of a run.
    package func forEachRun(inRow y: Int, _ body: (Range<Int>) -> Void) {
        if wordsPerRow == 1 { return Self.forEachRun(in: words[y], body) }
        var start = next(dark: true, from: 0, row: y)
        while start < size {
            let end = next(dark: false, from: start, row: y)
            body(start..<end)
            start = next(dark: true, from: end, row: y)
        }
    }

    /// The runs of a row that is one word.
    private static func forEachRun(in word: UInt64, _ body: (Range<Int>) -> Void) {
        var (bits, x) = (word, 0)
        while bits != 0 {
            x += bits.trailingZeroBitCount
            bits >>= UInt64(bits.trailingZeroBitCount)
            let length = (~bits).trailingZeroBitCount
            body(x..<x + length)
            x += length
            bits >>= UInt64(length)
        }
    }

    /// Whether two rows have the same modules.
    ///
    /// - Parameters:
    ///   - first: A row, 0..<size.
    ///   - second: A row, 0..<size.
    /// - Returns: Whether they are equal.
    package func rowsAreEqual(_ first: Int, _ second: Int) -> Bool {
        for word in 0..<wordsPerRow
        where words[first * wordsPerRow + word] != words[second * wordsPerRow + word] {
            return false
        }
        return true
    }

    /// The first column from `x` on whose module is dark (or light), `size` when there is none.
    private func next(dark: Bool, from x: Int, row: Int) -> Int {
        var word = x / 64
        var unseen = ~UInt64(0) << UInt64(x % 64)
        while word < wordsPerRow {
            let bits = words[row * wordsPerRow + word]
            let found = (dark ? bits : ~bits) & unseen
            if found != 0 { return min(size, word * 64 + found.trailingZeroBitCount) }
            unseen = ~0
            word += 1
        }
        return size
    }
}
