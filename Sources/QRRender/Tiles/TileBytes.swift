// SPDX-License-Identifier: Apache-2.0

/// The bytes of a picture of tiles, found one by one where they are asked for, and the checksum of all.
struct TileBytes {
    /// A row of pixels: the tiles of its columns, the margins too, and its place within these.
    struct Row {
        let band: [Int]
        let y: Int
    }

    private let columns: TileColumns
    private let tiles: PackedTiles
    private let module: Int
    /// A row of the background.
    private let ground: [UInt8]
    /// The sum of these bytes, and the sum of their places by their values.
    private let groundSums: (plain: Int, placed: Int)
    /// The last column that begins at or before each byte.
    private let columnOfByte: [UInt16]
    private var checksum = Adler32()

    /// Begins without rows.
    ///
    /// - Parameters:
    ///   - columns: Where the columns of modules lie.
    ///   - tiles: What stands in them.
    ///   - layout: Where the modules lie.
    ///   - ground: The code of the background.
    ///   - bits: The bits of a code.
    init(_ columns: TileColumns, _ tiles: PackedTiles, layout: PixelLayout, ground: UInt8, bits: Int) {
        (self.columns, self.tiles, module) = (columns, tiles, layout.module)
        // As many codes as fit a byte, whose bits are 1, 2, 4 or 8.
        let full = UInt8(truncatingIfNeeded: 0xFF / (1 << bits - 1) * Int(ground))
        var row = [UInt8](repeating: full, count: columns.rowBytes)
        row[0] = 0
        let rest = layout.side * bits % 8
        if rest > 0 { row[columns.rowBytes - 1] &= ~(0xFF >> UInt8(rest)) }
        self.ground = row
        var (plain, placed) = (0, 0)
        for (place, byte) in row.enumerated() {
            plain += Int(byte)
            placed += place * Int(byte)
        }
        groundSums = (plain, placed)
        var columnOfByte: [UInt16] = []
        columnOfByte.reserveCapacity(columns.rowBytes)
        for column in 0..<columns.count {
            for _ in columns.starts[column]..<columns.starts[column + 1] { columnOfByte.append(UInt16(column)) }
        }
        self.columnOfByte = columnOfByte
    }

    /// The byte at a place of a row.
    func byte(_ place: Int, of row: Row) -> UInt8 {
        let column = Int(columnOfByte[place])
        let own = part(place, of: column, in: row)
        guard place == columns.starts[column], columns.hasSeam(column) else { return own }
        return own | part(place, of: column - 1, in: row)
    }

    /// The bits of a byte that are of a column, the others 0.
    private func part(_ place: Int, of column: Int, in row: Row) -> UInt8 {
        let phase = UInt8(columns.phases[column])
        if column == 0 {
            return place < columns.starts[1] ? ground[place] : ground[place] & ~(0xFF >> UInt8(columns.phases[1]))
        }
        guard column + 1 < columns.count else {
            return place > columns.starts[column] ? ground[place] : ground[place] & 0xFF >> phase
        }
        let start = tiles.row(row.y, of: row.band[column], phase: Int(phase)) * tiles.rowBytes
        return tiles.bytes[start + place - columns.starts[column]]
    }

    /// The checksum of all rows that were counted.
    var sum: UInt32 { checksum.value }

    /// Counts rows of the background.
    mutating func countGround(rows: Int) {
        count(rows: rows, plain: 0, weighted: 0)
    }

    /// Counts the rows of a row of modules, without looking at them: each tile adds the same wherever it is.
    ///
    /// - Parameter band: The tiles of its columns.
    mutating func count(_ band: [Int]) {
        var (plain, weighted) = (0, 0)
        for column in 1..<columns.count - 1 where band[column] != 0 {
            let phase = columns.phases[column]
            let (own, empty) = (tiles.sums(of: band[column], phase: phase), tiles.sums(of: 0, phase: phase))
            let more = own.plain - empty.plain
            plain += more
            weighted += columns.rowBytes * (own.risen - empty.risen)
            weighted -= columns.starts[column] * more + own.placed - empty.placed
        }
        count(rows: module, plain: plain, weighted: weighted)
    }

    /// Counts rows of the background and what is more in the tiles on it.
    private mutating func count(rows: Int, plain: Int, weighted: Int) {
        let length = columns.rowBytes
        let ground = length * groundSums.plain * (rows * (rows + 1) / 2) - rows * groundSums.placed
        checksum.append(count: rows * length, sum: rows * groundSums.plain + plain, weighted: ground + weighted)
    }
}
