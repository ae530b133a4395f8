// SPDX-License-Identifier: Apache-2.0

/// Tokens of rows, of which most is a copy of the row above.
///
/// Below the first row everything is such a copy, except between the first and the last byte that differ there. That
/// copy runs on over the repeats of a row and the equal ends of its neighbors, so that repeats cost one token in 258
/// bytes and nothing else. What lies in between is covered by the caller.
struct RowTokens {
    private let history: RowHistory
    /// The row above.
    private let above: DeflateToken.Source
    private var tokens: [DeflateToken] = []
    /// Bytes that are equal to those one row above and wait for more of their kind.
    private var copiedAhead = 0
    /// Whether all that wait are 0 but for the first of a row.
    private var areZeros = true

    /// The byte before.
    private static let byteBefore = DeflateToken.Source(distance: 1)

    /// Covers all rows.
    ///
    /// - Parameters:
    ///   - history: The rows.
    ///   - cover: Covers a part of a row with tokens that it appends; takes the part's places and the row's number.
    /// - Returns: All tokens.
    static func cover(
        _ history: RowHistory,
        _ cover: (_ part: Range<Int>, _ row: Int, _ tokens: inout [DeflateToken]) -> Void,
    ) -> [DeflateToken] {
        var result = RowTokens(history)
        for row in history.times.indices {
            let part = history.differingPart(of: row)
            let start = row * history.rowBytes
            result.wait(for: start..<part.lowerBound, row: row, repeats: 0)
            if !part.isEmpty {
                result.flush(before: part.lowerBound)
                cover(part, row, &result.tokens)
            }
            result.wait(for: part.upperBound..<start + history.rowBytes, row: row, repeats: history.times[row] - 1)
        }
        result.flush(before: history.bytes.count)
        return result.tokens
    }

    private init(_ history: RowHistory) {
        self.history = history
        above = DeflateToken.Source(distance: history.rowBytes)
    }

    /// Adds a part of a row, and some repeats of all of it, to the bytes that wait.
    private mutating func wait(for part: Range<Int>, row: Int, repeats: Int) {
        copiedAhead += part.count + repeats * history.rowBytes
        let start = row * history.rowBytes
        let looksAt = repeats > 0 ? start..<start + history.rowBytes : part
        areZeros = areZeros && history.isZero(looksAt, row: row)
    }

    /// Covers the bytes that wait, the last of which is before a place.
    private mutating func flush(before place: Int) {
        // The byte before the first of these copies may be anything.
        var followsZero = false
        while copiedAhead >= 3 {
            // No copy is shorter than 3 bytes, so the last but one leaves enough.
            let length = copiedAhead <= 258 ? copiedAhead : min(258, copiedAhead - 3)
            let repeatsByte = followsZero && liesInRow(length: length, before: place)
            tokens.append(.copy(length: length, repeatsByte ? Self.byteBefore : above))
            copiedAhead -= length
            followsZero = areZeros
        }
        tokens += history.bytes[place - copiedAhead..<place].map { .literal($0) }
        copiedAhead = 0
        areZeros = true
    }

    /// Whether no row begins among the next bytes that wait nor just before them, so that zeros are alone there and can
    /// repeat the byte before, a distance that takes no extra bits.
    private func liesInRow(length: Int, before place: Int) -> Bool {
        let rowBytes = history.rowBytes
        // What waits may be many rows.
        let column = ((place - copiedAhead) % rowBytes + rowBytes) % rowBytes
        return column >= 2 && column + length <= rowBytes
    }
}
