// SPDX-License-Identifier: Apache-2.0

/// Sets of columns, one for each row of some pixels: bits, so that the next member is found without looking at others.
struct ColumnSets {
    private let columnCount: Int
    private let wordsPerRow: Int
    private var words: [UInt64]

    /// Empty sets.
    init(columns: Int, rows: Int) {
        columnCount = columns
        wordsPerRow = (columns + 63) / 64
        words = Array(repeating: 0, count: wordsPerRow * rows)
    }

    /// Empties all sets.
    mutating func removeAll() {
        var words = words.mutableSpan
        for index in words.indices { words[index] = 0 }
    }

    /// Adds a column, unless it is beyond the last.
    @inline(__always)
    mutating func insert(_ column: Int, row: Int) {
        guard column < columnCount else { return }
        words[row * wordsPerRow + column >> 6] |= 1 << UInt64(column & 63)
    }

    /// Whether a column is a member.
    @inline(__always)
    func contains(_ column: Int, row: Int) -> Bool {
        words[row * wordsPerRow + column >> 6] >> UInt64(column & 63) & 1 == 1
    }

    /// The first member from a column on; the number of columns when there is none.
    @inline(__always)
    func next(from column: Int, row: Int) -> Int {
        guard column < columnCount else { return columnCount }
        var word = column >> 6
        var unseen = ~UInt64(0) << UInt64(column & 63)
        while word < wordsPerRow {
            let bits = words[row * wordsPerRow + word] & unseen
            if bits != 0 { return word << 6 + bits.trailingZeroBitCount }
            unseen = ~0
            word += 1
        }
        return columnCount
    }
}
