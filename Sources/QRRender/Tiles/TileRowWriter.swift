// SPDX-License-Identifier: Apache-2.0

/// Keeps the bytes of the current row and covers them with tokens.
struct TileRowWriter {
    private let columns: TileColumns
    private let tiles: PackedTiles
    /// The bytes of the current row up to where it is covered, then those of the row above.
    private var row: [UInt8]
    /// A row of the background.
    private let ground: [UInt8]
    /// The sum of these bytes, and the sum of their places by their values.
    private var sums: (plain: Int, placed: Int)
    /// The tiles of the current row and of the row above, and the rows of pixels within them.
    private var (band, bandAbove): ([Int], [Int]) = ([], [])
    private var (y, yAbove) = (0, 0)

    private var tokens: [DeflateToken] = []
    /// Bytes that are equal to those one row above and wait for more of their kind.
    private var copiedAhead = 0
    private var checksum = Adler32()

    /// Begins without rows.
    ///
    /// - Parameters:
    ///   - columns: Where the columns of modules lie.
    ///   - tiles: What stands in them.
    ///   - ground: The code of the background.
    ///   - bits: The bits of a code.
    ///   - side: The pixels of a row.
    init(_ columns: TileColumns, _ tiles: PackedTiles, ground: UInt8, bits: Int, side: Int) {
        (self.columns, self.tiles) = (columns, tiles)
        var row = [UInt8](repeating: 0, count: columns.rowBytes)
        for x in 0..<side {
            row[1 + x * bits / 8] |= ground << UInt8(8 - bits - x * bits % 8)
        }
        self.ground = row
        // Eight bytes are moved at a time, whatever is in the last of them.
        self.row = row + Array(repeating: 0, count: 8)
        sums = row.enumerated().reduce((0, 0)) { sums, byte in
            (sums.0 + Int(byte.element), sums.1 + byte.offset * Int(byte.element))
        }
    }

    /// Whether there is no row yet.
    var isEmpty: Bool { tokens.isEmpty }

    /// Whether bytes wait that are equal to those one row above.
    var copies: Bool { copiedAhead > 0 }

    /// Appends the first row: bytes, and repeats of them.
    mutating func appendFirst(_ band: [Int], _ y: Int) {
        begin(y, band, above: Array(repeating: 0, count: band.count), 0)
        for column in 1..<columns.count { write(column) }
        var place = 0
        while place < columns.rowBytes {
            let run = row[place..<columns.rowBytes].prefix { $0 == row[place] }.count
            tokens.append(.literal(row[place]))
            if run > 3 {
                append(run - 1, distance: 1)
                place += run
            } else {
                place += 1
            }
        }
        end()
    }

    /// Begins a row.
    mutating func begin(_ y: Int, _ band: [Int], above: [Int], _ yAbove: Int) {
        (self.y, self.yAbove, self.band, bandAbove) = (y, yAbove, band, above)
    }

    /// Ends a row.
    mutating func end() {
        let count = columns.rowBytes
        checksum.append(count: count, sum: sums.plain, weighted: count * sums.plain - sums.placed)
    }

    /// Appends a row that is as the one above.
    mutating func repeatRow() {
        wait(columns.rowBytes)
        end()
    }

    /// Ends the stream.
    ///
    /// - Returns: The tokens, and the checksum of what they stand for.
    consuming func finish() -> (tokens: [DeflateToken], checksum: UInt32) {
        flush(before: 0)
        return (tokens, checksum.value)
    }

    /// Leaves bytes that are equal to those one row above.
    @inline(__always)
    mutating func wait(_ count: Int) { copiedAhead += count }

    /// Copies bytes of columns that are written next: what waits may be the end of the row above, which they take over.
    mutating func copy(_ count: Int, distance: Int, from column: Int) {
        flush(before: columns.starts[column])
        append(count, distance: distance)
    }

    /// Writes a column without covering it.
    @inline(__always)
    mutating func write(_ column: Int) {
        let (place, phase) = (columns.starts[column], columns.phases[column])
        let count = columns.starts[column + 1] - place
        guard column + 1 < columns.count else {
            if count > 0 { row[place] = byte(0, of: column) }
            return
        }
        let start = tiles.row(y, of: band[column], phase: phase) * tiles.rowBytes
        move(count, from: start, to: place)
        if phase > 0 {
            // Its own bits are there, the others 0.
            row[place] |= endOfColumn(before: column) & ~(UInt8(0xFF) >> UInt8(phase))
        }
        self.count(column)
    }

    /// Moves bytes of the tiles to the row.
    @inline(__always)
    private mutating func move(_ count: Int, from start: Int, to place: Int) {
        let tiles = tiles
        var span = row.mutableSpan
        var bytes = unsafe span.mutableBytes
        var index = 0
        while index + 8 <= count {
            let word = tiles.bytes.word(at: start + index).littleEndian
            bytes.storeBytes(of: word, toByteOffset: place + index, as: UInt64.self)
            index += 8
        }
        guard index < count else { return }
        let word = tiles.bytes.word(at: start + index).littleEndian
        // The span checks that eight bytes are there.
        let known = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place + index, as: UInt64.self)
        let mask = ((1 as UInt64) << UInt64(8 * (count - index)) - 1).littleEndian
        bytes.storeBytes(of: word & mask | known & ~mask, toByteOffset: place + index, as: UInt64.self)
    }

    /// Writes a column and covers it, byte by byte.
    mutating func appendTile(_ column: Int) {
        let place = columns.starts[column]
        for index in 0..<columns.starts[column + 1] - place {
            let byte = byte(index, of: column)
            if byte == row[place + index] {
                copiedAhead += 1
            } else {
                flush(before: place + index)
                row[place + index] = byte
                tokens.append(.literal(byte))
            }
        }
        count(column)
    }

    /// A byte of a column in the current row.
    @inline(__always)
    private func byte(_ index: Int, of column: Int) -> UInt8 {
        let phase = columns.phases[column]
        var byte = ground[columns.starts[column] + index]
        if column + 1 < columns.count {
            byte = tiles.bytes[tiles.row(y, of: band[column], phase: phase) * tiles.rowBytes + index]
        }
        guard index == 0, phase > 0 else { return byte }
        let own = UInt8(0xFF) >> UInt8(phase)
        return byte & own | endOfColumn(before: column) & ~own
    }

    /// The byte that a column shares with the one before, as this one has it.
    private func endOfColumn(before column: Int) -> UInt8 {
        guard column > 1 else { return ground[columns.starts[1]] }
        let start = tiles.row(y, of: band[column - 1], phase: columns.phases[column - 1]) * tiles.rowBytes
        return tiles.bytes[start + columns.starts[column] - columns.starts[column - 1]]
    }

    /// Takes a column of modules into the sums in place of what is above.
    @inline(__always)
    private mutating func count(_ column: Int) {
        guard column > 0, column + 1 < columns.count else { return }
        let phase = columns.phases[column]
        let before = tiles.sums[tiles.row(yAbove, of: bandAbove[column], phase: phase)]
        let after = tiles.sums[tiles.row(y, of: band[column], phase: phase)]
        let more = Int(after.plain) - Int(before.plain)
        sums.plain += more
        sums.placed += columns.starts[column] * more + Int(after.placed) - Int(before.placed)
    }

    private mutating func append(_ count: Int, distance: Int) {
        var left = count
        while left > 0 {
            // No copy is shorter than 3 bytes, so the last but one leaves enough.
            let length = left <= 258 ? left : min(258, left - 3)
            tokens.append(.copy(length: length, distance: distance))
            left -= length
        }
    }

    /// Covers the bytes that wait, the last of which is before a place.
    @inline(__always)
    private mutating func flush(before place: Int) {
        if copiedAhead >= 3 {
            append(copiedAhead, distance: columns.rowBytes)
        } else {
            for index in stride(from: copiedAhead, to: 0, by: -1) {
                // What is not covered yet is still as it is above.
                let place = place - index
                tokens.append(.literal(row[place < 0 ? columns.rowBytes + place : place]))
            }
        }
        copiedAhead = 0
    }
}
