// SPDX-License-Identifier: Apache-2.0

/// Covers rows with tokens in one go, taking at each place the copy that saves most.
///
/// Earlier places that begin with the same six bytes are found by a hash and chained from the nearest on. Six bytes are
/// two modules or more in most pictures: shorter copies that matter begin one row above, or repeat the last byte, and
/// these two are always tried. On symbols of versions 3, 16 and 33 this gives fewer bytes than any hash of three to
/// eight bytes but needs less than half the tries of three.
struct GreedyParser {
    private static let hashedBytes = 6
    private static let hashBits = 11
    /// The places of a chain that are tried.
    private static let tries = 8
    /// What a byte is taken to cost, in bits: the worth of each byte that a copy covers.
    private static let byteWorth = 2

    private struct Copy {
        var length = 0
        var distance = 0
        /// The bytes between the copy and its source in the history, which grow with the distance.
        var offset = 0
        var saving: Int
    }

    private let history: RowHistory
    private let bytes: PaddedBytes

    /// Covers all rows.
    static func tokens(of history: RowHistory) -> [DeflateToken] {
        let parser = GreedyParser(history)
        // The last place of each hash, and for each place the one before with the same hash; -1 for none.
        var heads = [Int32](repeating: -1, count: 1 << hashBits)
        var previous = [Int32](repeating: -1, count: history.bytes.count)
        return RowTokens.cover(history) { part, row, tokens in
            parser.cover(part, row: row, &heads, &previous, &tokens)
        }
    }

    private init(_ history: RowHistory) {
        self.history = history
        bytes = PaddedBytes(history.bytes)
    }

    private func cover(
        _ part: Range<Int>,
        row: Int,
        _ heads: inout [Int32],
        _ previous: inout [Int32],
        _ tokens: inout [DeflateToken],
    ) {
        var heads = heads.mutableSpan
        var previous = previous.mutableSpan
        let rowEnd = (row + 1) * history.rowBytes
        var place = part.lowerBound
        while place < part.upperBound {
            let slot = slot(at: place)
            let copy = bestCopy(at: place, before: part.upperBound, row: row, first: heads[slot], previous)
            if copy.length == 0 {
                tokens.append(.literal(bytes[place]))
            } else {
                tokens.append(.copy(length: copy.length, distance: copy.distance))
            }
            let next = place + max(1, copy.length)
            // What is hashed does not reach into the next row, whose place in the stream is another.
            for covered in place..<max(place, min(next, rowEnd - Self.hashedBytes + 1)) {
                let slot = self.slot(at: covered)
                previous[covered] = heads[slot]
                heads[slot] = Int32(truncatingIfNeeded: covered)
            }
            place = next
        }
    }

    private func bestCopy(
        at place: Int,
        before end: Int,
        row: Int,
        first: Int32,
        _ previous: borrowing MutableSpan<Int32>,
    ) -> Copy {
        var best = Copy(saving: Self.byteWorth - TokenCost.literal(bytes[place]))
        if row > 0 { improve(&best, at: place, before: end, row: row, from: place - history.rowBytes) }
        if place > row * history.rowBytes { improve(&best, at: place, before: end, row: row, from: place - 1) }
        var source = Int(first)
        var tries = Self.tries
        while source >= 0, tries > 0 {
            guard improve(&best, at: place, before: end, row: row, from: source) else { break }
            source = Int(previous[source])
            tries -= 1
        }
        return best
    }

    /// Takes a copy from an earlier place if it saves more.
    ///
    /// - Returns: Whether a place farther back may still save more.
    @inline(__always)
    @discardableResult
    private func improve(_ best: inout Copy, at place: Int, before end: Int, row: Int, from source: Int) -> Bool {
        let (most, offset) = (min(258, end - place), place - source)
        // From farther back only a longer copy saves more: one byte tells that most are not.
        if offset >= best.offset {
            let decisive = max(2, best.length)
            guard decisive < most else { return false }
            if bytes[source + decisive] != bytes[place + decisive] { return true }
        }
        let distance = history.distance(from: place, inRow: row, to: source)
        guard distance <= 32_768 else { return false }
        let length = bytes.equalBytes(source, place, most: most)
        guard length >= 3 else { return true }
        let saving = Self.byteWorth * length - TokenCost.length(length) - TokenCost.distance(distance)
        if saving > best.saving { best = Copy(length: length, distance: distance, offset: offset, saving: saving) }
        return true
    }

    /// Where the bytes at a place belong in the table: multiplicative hashing by 2^64 over the golden ratio.
    @inline(__always)
    private func slot(at place: Int) -> Int {
        let key = bytes.word(at: place) << UInt64(64 - 8 * Self.hashedBytes)
        return Int((key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - Self.hashBits))
    }
}
