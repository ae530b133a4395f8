// SPDX-License-Identifier: Apache-2.0

/// Tokens of rows, of which most is a copy of the row above.
///
/// Below the first row everything is such a copy, except between the first and the last byte that differ there. That
/// copy runs on over the repeats of a row and the equal ends of its neighbors, so that repeats cost one token in 258
/// bytes and nothing else. What lies in between is covered by the caller.
struct RowTokens {
    private let history: RowHistory
    private var tokens: [DeflateToken] = []
    /// Bytes that are equal to those one row above and wait for more of their kind.
    private var copiedAhead = 0

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
        var result = RowTokens(history: history)
        for row in history.times.indices {
            let part = history.differingPart(of: row)
            let start = row * history.rowBytes
            result.copiedAhead += part.lowerBound - start
            if !part.isEmpty {
                result.flush(before: part.lowerBound)
                cover(part, row, &result.tokens)
            }
            result.copiedAhead += start + history.rowBytes * history.times[row] - part.upperBound
        }
        result.flush(before: history.bytes.count)
        return result.tokens
    }

    /// Covers the bytes that wait, the last of which is before a place.
    private mutating func flush(before place: Int) {
        while copiedAhead >= 3 {
            // No copy is shorter than 3 bytes, so the last but one leaves enough.
            let length = copiedAhead <= 258 ? copiedAhead : min(258, copiedAhead - 3)
            tokens.append(.copy(length: length, distance: history.rowBytes))
            copiedAhead -= length
        }
        tokens += history.bytes[place - copiedAhead..<place].map { .literal($0) }
        copiedAhead = 0
    }
}
