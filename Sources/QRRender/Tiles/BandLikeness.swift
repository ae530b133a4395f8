// SPDX-License-Identifier: Apache-2.0

/// Where a row of modules is as the rows of pixels above, and where its lower half is the upper one upside down.
struct BandLikeness {
    private let columns: TileColumns
    private let tiles: PackedTiles
    /// For each row of pixels, the columns that are not as above.
    private var changes: ColumnSets
    /// From each column, the first whose lower half is not the upper one upside down.
    private(set) var mirrorEnds: [Int]

    init(_ columns: TileColumns, _ tiles: PackedTiles, module: Int) {
        (self.columns, self.tiles) = (columns, tiles)
        changes = ColumnSets(columns: columns.count, rows: module)
        mirrorEnds = Array(repeating: columns.count, count: columns.count + 1)
    }

    /// Looks at a row of modules.
    ///
    /// - Parameters:
    ///   - band: The tiles of its columns.
    ///   - above: The tiles of the row above.
    mutating func find(_ band: [Int], below above: [Int]) {
        changes.removeAll()
        for column in 1..<columns.count {
            let tile = band[column]
            let part = tiles.changeStarts[tile]..<tiles.changeStarts[tile + 1]
            let isOther = tiles.firstRows[tile] != tiles.lastRows[above[column]]
            guard isOther || !part.isEmpty else { continue }
            // What is between columns is of both.
            let last = column + 1 < columns.count && columns.hasSeam(column + 1) ? column + 1 : column
            for column in column...last {
                if isOther { changes.insert(column, row: 0) }
                changes.insert(column, rows: tiles.changes, part)
            }
        }
        findMirrors(band)
    }

    private mutating func findMirrors(_ band: [Int]) {
        var end = columns.count
        for column in stride(from: columns.count - 1, to: 0, by: -1) {
            // The byte between two columns is the right one's.
            let isMirrored =
                tiles.isMirrored[band[column]]
                && (!columns.hasSeam(column) || tiles.isMirrored[band[column - 1]])
            if !isMirrored { end = column }
            mirrorEnds[column] = end
        }
        mirrorEnds[0] = end
    }

    /// The first column from one on that is not as above; the number of columns when there is none.
    @inline(__always)
    func nextChange(from column: Int, _ y: Int) -> Int { changes.next(from: column, row: y) }
}
