// SPDX-License-Identifier: Apache-2.0

/// Finds tiles that came before: in the rows of modules so far, and in the current one further left.
///
/// Tiles are compared by the upper or the lower half that a row of pixels lies in. A copy that is found for one row of
/// pixels therefore holds for all rows of its half, and is looked for once.
struct TileHistory {
    private var upper: HalfHistory
    private var lower: HalfHistory

    /// Begins without rows.
    ///
    /// - Parameters:
    ///   - columns: Where the columns lie.
    ///   - tiles: The tiles.
    ///   - module: The pixels along one side of a module.
    ///   - bands: How many rows of modules there will be.
    init(_ columns: TileColumns, _ tiles: PackedTiles, module: Int, bands: Int) {
        upper = HalfHistory(columns, halves: tiles.halves[0], module: module, bands: bands)
        lower = HalfHistory(columns, halves: tiles.halves[1], module: module, bands: bands)
    }

    /// Adds a row of modules, which becomes the current one.
    ///
    /// - Parameter band: The tiles of its columns, the margins too.
    mutating func append(_ band: [Int]) {
        upper.append(band)
        lower.append(band)
    }

    /// The best copy for a column of the current row and those on its right.
    @inline(__always)
    mutating func copy(at column: Int, isLower: Bool) -> TileCopy {
        isLower ? lower.copy(at: column) : upper.copy(at: column)
    }
}

/// The history of the upper halves of modules, or of the lower ones.
private struct HalfHistory {
    /// The earlier places that are tried.
    private static let tries = 12
    private static let hashBits = 8

    private let columns: TileColumns
    /// Numbers that are equal where this half of tiles is.
    private let halves: [UInt16]
    /// The bytes of the stream from a row of modules to the next.
    private let bandBytes: Int
    /// The numbers of all columns so far.
    private var classes: [UInt16]
    /// The place before with the same two numbers, -1 for none.
    private var previous: [Int32]
    private var heads = [Int32](repeating: -1, count: 1 << hashBits)
    /// The end of the current row of modules among these.
    private var end = 0
    /// The copies that were found for the columns of the current row of modules.
    private var found: [TileCopy]

    init(_ columns: TileColumns, halves: [UInt16], module: Int, bands: Int) {
        (self.columns, self.halves) = (columns, halves)
        bandBytes = module * columns.rowBytes
        classes = Array(repeating: 0, count: bands * columns.count)
        previous = Array(repeating: -1, count: bands * columns.count)
        found = Array(repeating: .unknown, count: columns.count)
    }

    mutating func append(_ band: [Int]) {
        let start = end
        end += band.count
        for column in band.indices {
            classes[start + column] = halves[band[column]]
            found[column] = .unknown
        }
        guard band.count > 3 else { return }
        for place in start + 1..<end - 2 {
            let key = UInt64(classes[place]) << 16 | UInt64(classes[place + 1])
            // Multiplicative hashing (Knuth, TAOCP 6.4) by 2^64 over the golden ratio.
            let slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - Self.hashBits))
            previous[place] = heads[slot]
            heads[slot] = Int32(truncatingIfNeeded: place)
        }
    }

    @inline(__always)
    mutating func copy(at column: Int) -> TileCopy {
        let known = found[column]
        if known.columns >= 0 { return known }
        let copy = search(column)
        found[column] = copy
        return copy
    }

    private func search(_ column: Int) -> TileCopy {
        let (classes, starts, previous) = (self.classes.span, columns.starts.span, self.previous.span)
        var best = TileCopy.none
        let band = end - columns.count
        let place = band + column
        let (phase, hasSeam) = (columns.phases[column], columns.hasSeam(column))
        var (source, tries) = (Int(previous[place]), Self.tries)
        // Sources come one before the other, so that the row of modules is found without dividing.
        var (sourceBand, distanceOfBand) = (band, starts[column])
        while source >= 0, tries > 0 {
            while source < sourceBand {
                sourceBand -= columns.count
                distanceOfBand += bandBytes
            }
            let from = source - sourceBand
            let distance = distanceOfBand - starts[from]
            guard distance <= 32_768 else { break }
            let most = columns.count - 1 - max(column, from)
            // From farther back only a longer copy saves more.
            if best.columns < most, classes[place + best.columns] == classes[source + best.columns],
                columns.phases[from] == phase, !hasSeam || classes[place - 1] == classes[source - 1]
            {
                var count = 0
                while count < most, classes[place + count] == classes[source + count] { count += 1 }
                let bytes = starts[column + count] - starts[column]
                if bytes >= 3 {
                    var copy = TileCopy(columns: count, bytes: bytes, source: DeflateToken.Source(distance: distance))
                    copy.saving = copy.ownSaving
                    if copy.saving > best.saving { best = copy }
                }
            }
            source = Int(previous[source])
            tries -= 1
        }
        return best
    }
}
