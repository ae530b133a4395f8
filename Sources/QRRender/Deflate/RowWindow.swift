// SPDX-License-Identifier: Apache-2.0

/// The places of a row at which tokens of its own may begin and end.
struct RowWindow {
    /// How far the window reaches beyond the differing part on both sides.
    private static let margin = 64

    /// From the first byte that is not as in the row above to the last one, counted from the row's start.
    let part: Range<Int>
    /// The places, the end of the last token included.
    let places: Range<Int>

    /// The window of a row.
    init(_ history: RowHistory, row: Int) {
        let (start, part) = (row * history.rowBytes, history.differingPart(of: row))
        self.part = part.lowerBound - start..<part.upperBound - start
        let last = min(history.rowBytes, part.upperBound - start + Self.margin)
        places = max(0, part.lowerBound - start - Self.margin)..<last + 1
    }
}

/// Copies from one row above, from a place of a row over all its repeats to a place of the next row.
struct RowStep {
    private let row: Int
    private let landing: Int
    /// The bytes of the stream between the places.
    private let count: Int

    /// A step.
    init(_ history: RowHistory, row: Int, from place: Int, to landing: Int) {
        (self.row, self.landing) = (row, landing)
        count = history.rowBytes * history.times[row] - place + landing
    }

    /// What the step costs.
    @inline(__always)
    func bits(_ prices: TokenPrices, _ history: RowHistory) -> Int {
        let distance = prices.distance(history.rowBytes)
        let (whole, rest) = count.quotientAndRemainder(dividingBy: 258)
        let wholes = whole * (prices.lengths[258] + distance)
        if rest == 0 { return wholes }
        if rest >= 3 { return wholes + prices.lengths[rest] + distance }
        guard whole > 0 else { return literals(history).reduce(0) { $0 + prices.literals[Int($1)] } }
        // No copy is shorter than 3 bytes, so the last but one leaves enough.
        return wholes - prices.lengths[258] + prices.lengths[255 + rest] + prices.lengths[3] + distance
    }

    /// The tokens of the step.
    func tokens(_ history: RowHistory) -> [DeflateToken] {
        if count < 3 { return literals(history).map { .literal($0) } }
        var tokens: [DeflateToken] = []
        var left = count
        while left > 0 {
            let length = left <= 258 ? left : min(258, left - 3)
            tokens.append(.copy(length: length, distance: history.rowBytes))
            left -= length
        }
        return tokens
    }

    /// The bytes of a step of one or two: those before its end.
    private func literals(_ history: RowHistory) -> ArraySlice<UInt8> {
        let end = (row + 1) * history.rowBytes + landing
        return history.bytes[end - count..<end]
    }
}
