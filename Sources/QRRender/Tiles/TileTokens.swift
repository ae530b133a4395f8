// SPDX-License-Identifier: Apache-2.0

/// The deflate stream of a picture of tiles, made from the tiles rather than from the bytes.
///
/// Where the tiles of a row are as in the row above, in the row as far from the other end of the modules, or as tiles
/// that came before in the same half of the modules, their bytes are copied from there. Only what is left is looked at
/// byte by byte.
struct TileTokens {
    private let columns: TileColumns
    private let tiles: PackedTiles
    private let module: Int
    private var history: TileHistory
    private var likeness: BandLikeness
    private var bytes: TileBytes
    /// A copy from the row above.
    private let above: DeflateToken.Source

    /// The tiles of the current row of modules, the margins too.
    private var band: [Int]
    /// The tiles of the row of pixels above.
    private var bandAbove: [Int]
    /// Whether the current row lies in a margin, of which the history knows nothing.
    private var isGround = false
    private var tokens: [DeflateToken] = []
    /// Bytes that are equal to those one row above and wait for more of their kind.
    private var copiedAhead = 0

    /// The stream of a picture.
    ///
    /// - Parameters:
    ///   - map: The picture.
    ///   - tiles: Its tiles.
    ///   - columns: Where its columns lie.
    ///   - layout: Where its modules lie.
    ///   - bits: The bits of a pixel.
    ///   - ground: The code of the background.
    /// - Returns: The tokens, and the checksum of what they stand for.
    static func make(
        _ map: TileMap,
        _ tiles: PackedTiles,
        _ columns: TileColumns,
        layout: PixelLayout,
        bits: Int,
        ground: UInt8,
    ) -> (tokens: [DeflateToken], checksum: UInt32) {
        let bytes = TileBytes(columns, tiles, layout: layout, ground: ground, bits: bits)
        var result = TileTokens(tiles, columns, bytes, module: layout.module, bands: map.side)
        result.appendGround(rows: layout.offset)
        for line in 0..<map.side {
            for column in 0..<map.side { result.band[column + 1] = Int(map.cells[line * map.side + column]) }
            result.appendBand()
        }
        result.appendGround(rows: layout.side - layout.offset - map.side * layout.module)
        result.flush(before: 0, 0)
        return (result.tokens, result.bytes.sum)
    }

    private init(_ tiles: PackedTiles, _ columns: TileColumns, _ bytes: TileBytes, module: Int, bands: Int) {
        (self.columns, self.tiles, self.bytes, self.module) = (columns, tiles, bytes, module)
        history = TileHistory(columns, tiles, module: module, bands: bands)
        likeness = BandLikeness(columns, tiles, module: module)
        above = DeflateToken.Source(distance: columns.rowBytes)
        band = Array(repeating: 0, count: columns.count)
        bandAbove = band
        tokens.reserveCapacity(8_192)
    }

    /// Appends rows of the background.
    private mutating func appendGround(rows: Int) {
        guard rows > 0 else { return }
        isGround = true
        for column in band.indices { band[column] = 0 }
        likeness.find(band, below: bandAbove)
        bytes.countGround(rows: rows)
        appendRow(0)
        // The empty tile is the same everywhere.
        copiedAhead += (rows - 1) * columns.rowBytes
        swap(&band, &bandAbove)
        isGround = false
    }

    /// Appends a row of modules.
    private mutating func appendBand() {
        likeness.find(band, below: bandAbove)
        history.append(band)
        bytes.count(band)
        for y in 0..<module { appendRow(y) }
        swap(&band, &bandAbove)
    }

    private mutating func appendRow(_ y: Int) {
        if tokens.isEmpty {
            appendFirst(y)
            return
        }
        let isLower = y >= (module + 1) / 2
        let mirrored = (2 * y - module + 1) * columns.rowBytes
        let mirror = isLower && mirrored <= 32_768 ? DeflateToken.Source(distance: mirrored) : nil
        var column = 0
        var end = likeness.nextChange(from: 0, y)
        while end < columns.count {
            var best = TileCopy(columns: end - column, bytes: columns.bytes(column, end), source: above)
            if best.bytes > 0 { best.saving = copiedAhead > 0 ? Int32(2 * best.bytes) : best.ownSaving }
            var waits = true
            if let mirror {
                let end = likeness.mirrorEnds[column]
                let copy = TileCopy(columns: end - column, bytes: columns.bytes(column, end), source: mirror)
                if copy.bytes >= 3, copy.ownSaving > best.saving {
                    best = copy
                    best.saving = copy.ownSaving
                    waits = false
                }
            }
            if !isGround, column > 0, column + 2 < columns.count {
                let copy = history.copy(at: column, isLower: isLower)
                if copy.saving > best.saving { (best, waits) = (copy, false) }
            }
            append(best, at: column, y, waits: waits)
            column += max(1, best.columns)
            end = likeness.nextChange(from: column, y)
        }
        copiedAhead += columns.rowBytes - columns.starts[column]
    }

    @inline(__always)
    private mutating func append(_ copy: TileCopy, at column: Int, _ y: Int, waits: Bool) {
        if copy.columns == 0 {
            appendTile(column, y)
        } else if waits {
            copiedAhead += copy.bytes
        } else {
            // What waits may be the end of the row above, which the copy takes over from.
            flush(before: columns.starts[column], y)
            append(copy.bytes, copy.source)
        }
    }

    /// Appends the first row: bytes, and repeats of them.
    private mutating func appendFirst(_ y: Int) {
        let row = TileBytes.Row(band: band, y: y)
        let codes = (0..<columns.rowBytes).map { bytes.byte($0, of: row) }
        let source = DeflateToken.Source(distance: 1)
        var place = 0
        while place < codes.count {
            let run = codes[place...].prefix { $0 == codes[place] }.count
            tokens.append(.literal(codes[place]))
            if run > 3 {
                append(run - 1, source)
                place += run
            } else {
                place += 1
            }
        }
    }

    /// Covers a column, byte by byte.
    private mutating func appendTile(_ column: Int, _ y: Int) {
        let (start, end) = (columns.starts[column], columns.starts[column + 1])
        var place = start
        // Bytes of margins, and those that are of two columns.
        let isMargin = column == 0 || column + 1 == columns.count
        let own = isMargin ? end : min(end, start + (columns.hasSeam(column) ? 1 : 0))
        if place < own {
            let (row, before) = (TileBytes.Row(band: band, y: y), rowAbove(y))
            while place < own {
                append(bytes.byte(place, of: row), below: bytes.byte(place, of: before), at: place, y)
                place += 1
            }
        }
        guard place < end else { return }
        let phase = columns.phases[column]
        let row = tiles.row(y, of: band[column], phase: phase)
        let before =
            y > 0 ? row - 1 : tiles.row(module - 1, of: bandAbove[column], phase: phase)
        var (here, above) = (row * tiles.rowBytes + place - start, before * tiles.rowBytes + place - start)
        while place < end {
            append(tiles.bytes[here], below: tiles.bytes[above], at: place, y)
            (here, above, place) = (here + 1, above + 1, place + 1)
        }
    }

    /// Covers a byte, which waits where it is as the one above.
    @inline(__always)
    private mutating func append(_ byte: UInt8, below above: UInt8, at place: Int, _ y: Int) {
        if byte == above {
            copiedAhead += 1
        } else {
            flush(before: place, y)
            tokens.append(.literal(byte))
        }
    }

    private func rowAbove(_ y: Int) -> TileBytes.Row {
        y > 0 ? TileBytes.Row(band: band, y: y - 1) : TileBytes.Row(band: bandAbove, y: module - 1)
    }

    @inline(__always)
    private mutating func append(_ count: Int, _ source: DeflateToken.Source) {
        var left = count
        while left > 258 {
            // No copy is shorter than 3 bytes, so the last but one leaves enough.
            let length = min(258, left - 3)
            tokens.append(.copy(length: length, source))
            left -= length
        }
        tokens.append(.copy(length: left, source))
    }

    /// Covers the bytes that wait, the last of which is before a place of a row.
    @inline(__always)
    private mutating func flush(before place: Int, _ y: Int) {
        if copiedAhead >= 3 {
            append(copiedAhead, above)
        } else if copiedAhead > 0 {
            appendLiterals(before: place, y)
        }
        copiedAhead = 0
    }

    private mutating func appendLiterals(before place: Int, _ y: Int) {
        for place in place - copiedAhead..<place {
            let byte =
                place < 0
                ? bytes.byte(columns.rowBytes + place, of: rowAbove(y))
                : bytes.byte(place, of: TileBytes.Row(band: band, y: y))
            tokens.append(.literal(byte))
        }
    }
}
