// SPDX-License-Identifier: Apache-2.0

/// The deflate stream of a picture of tiles, made from the tiles rather than from the bytes.
///
/// Where the tiles of a row are as in the row above, in the row as far from the other end of the modules, or as tiles
/// that came before in the same half of the modules, their bytes are copied from there. Only what is left is looked at
/// byte by byte.
struct TileTokens {
    private let tiles: PackedTiles
    private let columns: TileColumns
    private let module: Int
    private var (upper, lower): (TileHistory, TileHistory)
    private var writer: TileRowWriter

    /// The tiles of the current row of modules, the margins too.
    private var band: [Int]
    /// The tiles of the row of pixels above.
    private var bandAbove: [Int]
    /// Whether the current row lies in a margin, of which the history knows nothing.
    private var isGround = false
    /// For each row of pixels of the current row of modules, the columns that are not as above.
    private var changes: ColumnSets
    /// The columns whose lower half is not the upper one upside down.
    private var unmirrored: ColumnSets

    /// The stream of a picture.
    ///
    /// - Parameters:
    ///   - map: The picture.
    ///   - tiles: Its tiles.
    ///   - layout: Where its modules lie.
    ///   - bits: The bits of a pixel.
    ///   - ground: The code of the background.
    /// - Returns: The tokens, and the checksum of what they stand for.
    static func make(
        _ map: TileMap,
        _ tiles: PackedTiles,
        layout: PixelLayout,
        bits: Int,
        ground: UInt8,
    ) -> (tokens: [DeflateToken], checksum: UInt32) {
        var result = TileTokens(map, tiles, layout: layout, bits: bits, ground: ground)
        result.appendGround(rows: layout.offset)
        for line in 0..<map.side {
            for column in 0..<map.side { result.band[column + 1] = Int(map.cells[line * map.side + column]) }
            result.appendBand()
        }
        result.appendGround(rows: layout.side - layout.offset - map.side * layout.module)
        return result.writer.finish()
    }

    private init(_ map: TileMap, _ tiles: PackedTiles, layout: PixelLayout, bits: Int, ground: UInt8) {
        self.tiles = tiles
        columns = TileColumns(side: map.side, layout: layout, bits: bits)
        module = layout.module
        upper = TileHistory(columns, halves: tiles.halves[0], module: module)
        lower = TileHistory(columns, halves: tiles.halves[1], module: module)
        writer = TileRowWriter(columns, tiles, ground: ground, bits: bits, side: layout.side)
        band = Array(repeating: 0, count: columns.count)
        bandAbove = band
        changes = ColumnSets(columns: columns.count, rows: module)
        unmirrored = ColumnSets(columns: columns.count, rows: 1)
    }

    /// What a copy saves, in bits: each byte that it covers is taken to be worth two.
    @inline(__always)
    static func saving(bytes: Int, distance: Int) -> Int {
        let tokens = (bytes + 257) / 258
        return 2 * bytes - tokens * (TokenCost.length(min(258, bytes)) + TokenCost.distance(distance))
    }

    /// Appends rows of the background.
    private mutating func appendGround(rows: Int) {
        guard rows > 0 else { return }
        isGround = true
        for column in band.indices { band[column] = 0 }
        findChanges()
        appendRow(0)
        // The empty tile is the same everywhere.
        for _ in 1..<rows { writer.repeatRow() }
        bandAbove = band
        isGround = false
    }

    /// Appends a row of modules.
    private mutating func appendBand() {
        findChanges()
        upper.append(band)
        lower.append(band)
        for y in 0..<module { appendRow(y) }
        bandAbove = band
    }

    /// Finds the columns that are not as above, and those that are not upside down the same.
    private mutating func findChanges() {
        changes.removeAll()
        unmirrored.removeAll()
        for column in 1..<columns.count {
            let tile = band[column]
            // What is between columns is of both.
            let hasSeam = column + 1 < columns.count && columns.hasSeam(column + 1)
            if tiles.firstRows[tile] != tiles.lastRows[bandAbove[column]] {
                changes.insert(column, row: 0)
                if hasSeam { changes.insert(column + 1, row: 0) }
            }
            for index in tiles.changeStarts[tile]..<tiles.changeStarts[tile + 1] {
                changes.insert(column, row: Int(tiles.changes[index]))
                if hasSeam { changes.insert(column + 1, row: Int(tiles.changes[index])) }
            }
            guard !tiles.isMirrored[tile] else { continue }
            unmirrored.insert(column, row: 0)
            if hasSeam { unmirrored.insert(column + 1, row: 0) }
        }
    }

    private mutating func appendRow(_ y: Int) {
        if writer.isEmpty {
            writer.appendFirst(band, y)
            return
        }
        writer.begin(y, band, above: y == 0 ? bandAbove : band, y == 0 ? module - 1 : y - 1)
        var column = 0
        while column < columns.count {
            let end = changes.next(from: column, row: y)
            if end == columns.count { break }
            let best = bestCopy(at: column, before: end, y)
            if best.columns == 0 {
                writer.appendTile(column)
                column += 1
            } else if best.distance == 0 {
                writer.wait(best.bytes)
                column = end
            } else {
                writer.copy(best.bytes, distance: best.distance, from: column)
                var covered = end
                while covered < column + best.columns {
                    writer.write(covered)
                    covered = changes.next(from: covered + 1, row: y)
                }
                column += best.columns
            }
        }
        writer.wait(columns.rowBytes - columns.starts[column])
        writer.end()
    }

    /// The copy that saves most for a column and those on its right; a distance of 0 stands for the row above.
    private mutating func bestCopy(at column: Int, before end: Int, _ y: Int) -> TileHistory.Copy {
        let bytes = columns.starts[end] - columns.starts[column]
        var best = TileHistory.Copy(columns: end - column, bytes: bytes, distance: 0, saving: 0)
        if bytes > 0 {
            best.saving = writer.copies ? 2 * bytes : Self.saving(bytes: bytes, distance: columns.rowBytes)
        }
        let isLower = y >= (module + 1) / 2
        let mirrored = (2 * y - module + 1) * columns.rowBytes
        if isLower, mirrored <= 32_768 { mirror(&best, at: column, distance: mirrored) }
        if !isGround, column > 0, column + 2 < columns.count {
            let copy = isLower ? lower.copy(at: column) : upper.copy(at: column)
            if copy.saving > best.saving { best = copy }
        }
        return best
    }

    /// Takes a copy from the row as far from the other end of the modules, if it saves more.
    private func mirror(_ best: inout TileHistory.Copy, at column: Int, distance: Int) {
        let end = unmirrored.next(from: column, row: 0)
        let bytes = columns.starts[end] - columns.starts[column]
        guard bytes >= 3 else { return }
        let saving = Self.saving(bytes: bytes, distance: distance)
        guard saving > best.saving else { return }
        best = TileHistory.Copy(columns: end - column, bytes: bytes, distance: distance, saving: saving)
    }
}
