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

    /// Adds a column to the sets of some rows, unless it is beyond the last.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - rows: Rows.
    ///   - part: Those of them that it is added to.
    @inline(__always)
    mutating func insert(_ column: Int, rows: [UInt16], _ part: Range<Int>) {
        guard column < columnCount else { return }
        let (rows, stride) = (rows.span, wordsPerRow)
        let (word, bit) = (column >> 6, UInt64(1) << UInt64(column & 63))
        var words = words.mutableSpan
        for index in part { words[Int(rows[index]) &* stride &+ word] |= bit }
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
