// SPDX-License-Identifier: Apache-2.0

/// All copies that may pay at each place of some rows: for each symbol of a distance the longest, and of equally long
/// ones the nearest.
struct CopyList {
    private static let hashBits = 12
    /// The earlier places that are tried, a bound on the time that monotonous pictures take.
    private static let tries = 1_000

    private var copies: [DeflateToken] = []
    private var starts: [Int] = [0]

    /// Finds the copies that lie in the windows of rows.
    init(_ history: RowHistory, windows: [RowWindow]) {
        let bytes = PaddedBytes(history.bytes)
        var heads = [Int32](repeating: -1, count: 1 << Self.hashBits)
        var previous = [Int32](repeating: -1, count: history.bytes.count)
        for row in history.times.indices {
            let start = row * history.rowBytes
            let window = windows[row].places
            for place in start..<start + history.rowBytes {
                let key = bytes.word(at: place) << 40
                let slot = Int((key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - Self.hashBits))
                if window.contains(place - start) {
                    let most = min(258, start + window.upperBound - 1 - place)
                    append(bytes, history, place, row, most: most, first: Int(heads[slot]), previous)
                }
                starts.append(copies.count)
                previous[place] = heads[slot]
                heads[slot] = Int32(place)
            }
        }
    }

    /// The copies that may begin at a place.
    subscript(place: Int) -> ArraySlice<DeflateToken> { copies[starts[place]..<starts[place + 1]] }

    private mutating func append(
        _ bytes: PaddedBytes,
        _ history: RowHistory,
        _ place: Int,
        _ row: Int,
        most: Int,
        first: Int,
        _ previous: [Int32],
    ) {
        guard most >= 3 else { return }
        let start = copies.count
        var (lastSymbol, source, tries) = (-1, first, Self.tries)
        while source >= 0, tries > 0 {
            let distance = history.distance(from: place, inRow: row, to: source)
            guard distance <= 32_768 else { return }
            let length = bytes.equalBytes(source, place, most: most)
            let symbol = DeflateToken.symbol(ofDistance: distance).symbol
            // Distances ascend along the chain, so that those of one symbol come one after the other.
            if length >= 3, symbol != lastSymbol {
                copies.append(.copy(length: length, distance: distance))
                lastSymbol = symbol
            } else if length >= 3, length > copies[copies.count - 1].length {
                copies[copies.count - 1] = .copy(length: length, distance: distance)
            }
            // A farther copy is never cheaper.
            if length == most, copies.count > start { return }
            source = Int(previous[source])
            tries -= 1
        }
    }
}
