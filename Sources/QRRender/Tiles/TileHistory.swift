// SPDX-License-Identifier: Apache-2.0

/// Finds tiles that came before: in the rows of modules so far, and in the current one further left.
///
/// Tiles are compared by the upper or the lower half that a row of pixels lies in. A copy that is found for one row of
/// pixels therefore holds for all rows of its half, and is looked for once.
struct TileHistory {
    /// A copy, in columns and bytes.
    struct Copy {
        var columns = 0
        var bytes = 0
        var distance = 0
        /// The bits that it saves.
        var saving = 0
    }

    /// The earlier places that are tried.
    private static let tries = 12
    private static let hashBits = 8

    private let columns: TileColumns
    /// Numbers that are equal where this half of tiles is.
    private let halves: [UInt16]
    /// The bytes of the stream from a row of modules to the next.
    private let bandBytes: Int
    /// The numbers of all columns so far.
    private var classes: [UInt16] = []
    /// The place before with the same two numbers, -1 for none.
    private var previous: [Int32] = []
    private var heads = [Int32](repeating: -1, count: 1 << hashBits)
    /// The copies that were found for the columns of the current row of modules.
    private var found: [Copy?]

    init(_ columns: TileColumns, halves: [UInt16], module: Int) {
        (self.columns, self.halves) = (columns, halves)
        bandBytes = module * columns.rowBytes
        found = Array(repeating: nil, count: columns.count)
    }

    /// Adds a row of modules, which becomes the current one.
    ///
    /// - Parameter band: The tiles of its columns, the margins too.
    mutating func append(_ band: [Int]) {
        let start = classes.count
        for tile in band { classes.append(halves[tile]) }
        for column in band.indices {
            found[column] = nil
            guard column > 0, column + 2 < band.count else {
                previous.append(-1)
                continue
            }
            let key = UInt64(classes[start + column]) << 16 | UInt64(classes[start + column + 1])
            // Multiplicative hashing (Knuth, TAOCP 6.4) by 2^64 over the golden ratio.
            let slot = Int((key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - Self.hashBits))
            previous.append(heads[slot])
            heads[slot] = Int32(start + column)
        }
    }

    /// The best copy for a column of the current row and those on its right.
    mutating func copy(at column: Int) -> Copy {
        if let known = found[column] { return known }
        let copy = search(column)
        found[column] = copy
        return copy
    }

    private func search(_ column: Int) -> Copy {
        var best = Copy()
        let band = classes.count - columns.count
        let place = band + column
        var (source, tries) = (Int(previous[place]), Self.tries)
        // Sources come one before the other, so that the row of modules is found without dividing.
        var (sourceBand, distanceOfBand) = (band, 0)
        while source >= 0, tries > 0 {
            while source < sourceBand {
                sourceBand -= columns.count
                distanceOfBand += bandBytes
            }
            let from = source - sourceBand
            let distance = distanceOfBand + columns.starts[column] - columns.starts[from]
            guard distance <= 32_768 else { break }
            if columns.phases[column] == columns.phases[from],
                !columns.hasSeam(column) || classes[place - 1] == classes[source - 1]
            {
                consider(source, place, column, from, distance, &best)
            }
            source = Int(previous[source])
            tries -= 1
        }
        return best
    }

    @inline(__always)
    private func consider(
        _ source: Int,
        _ place: Int,
        _ column: Int,
        _ from: Int,
        _ distance: Int,
        _ best: inout Copy,
    ) {
        let classes = classes.span
        let most = columns.count - 1 - max(column, from)
        // From farther back only a longer copy saves more.
        guard best.columns < most, classes[place + best.columns] == classes[source + best.columns] else { return }
        var count = 0
        while count < most, classes[place + count] == classes[source + count] { count += 1 }
        let bytes = columns.starts[column + count] - columns.starts[column]
        guard bytes >= 3 else { return }
        let saving = TileTokens.saving(bytes: bytes, distance: distance)
        if saving > best.saving { best = Copy(columns: count, bytes: bytes, distance: distance, saving: saving) }
    }
}
