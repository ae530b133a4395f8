// SPDX-License-Identifier: Apache-2.0

/// Covers rows with the tokens that cost least, by dynamic programming over all copies from all earlier places.
///
/// What a token costs is known only from the code that is made for all of them. So it is guessed first, and then taken
/// from the code of the round before, as in Zopfli (Alakuijala and Vandevenne, 2013). The repeats of a row are left by
/// one step of copies from the row above, from the end of the row's differing part to the beginning of the next one's;
/// the step may begin later and end earlier, where that saves a token.
struct OptimalParser {
    /// The rounds after which no picture tried became smaller.
    private static let rounds = 8

    private let history: RowHistory
    private let windows: [RowWindow]
    private let copies: CopyList
    /// The least bits from a place to the end of the stream, and the first token of that way; a row has one place more
    /// than bytes, its end.
    private var costs: [Int]
    private var choices: [DeflateToken]
    /// Where the step over the repeats ends in the next row, for places from which it is the best; else -1.
    private var landings: [Int]
    /// The cheapest distance at which a copy of each length begins, and its bits.
    private var cheapest = [(bits: Int, distance: Int)](repeating: (.max, 0), count: 259)

    /// The smallest block found.
    static func block(of history: RowHistory) -> DeflateBlock {
        var parser = OptimalParser(history)
        // Where a row is longer than a copy, the greedy way over repeats of zeros may be the shorter one.
        var best = DeflateBlock(GreedyParser.tokens(of: history))
        var prices = TokenPrices.guess
        for _ in 0..<rounds {
            let last = DeflateBlock(parser.tokens(at: prices))
            prices = TokenPrices(last)
            if last.bitCount < best.bitCount { best = last }
        }
        return best
    }

    private init(_ history: RowHistory) {
        self.history = history
        windows = history.times.indices.map { RowWindow(history, row: $0) }
        copies = CopyList(history, windows: windows)
        let places = history.times.count * (history.rowBytes + 1)
        costs = Array(repeating: 0, count: places)
        choices = Array(repeating: .literal(0), count: places)
        landings = Array(repeating: -1, count: places)
    }

    private mutating func tokens(at prices: TokenPrices) -> [DeflateToken] {
        for row in windows.indices.reversed() { choose(row, prices) }
        var tokens: [DeflateToken] = []
        var (row, place) = (0, 0)
        while row < windows.count {
            let index = row * (history.rowBytes + 1) + place
            if landings[index] < 0 {
                tokens.append(choices[index])
                place += choices[index].literal == nil ? choices[index].length : 1
            } else {
                let step = RowStep(history, row: row, from: place, to: landings[index])
                tokens += step.tokens(history)
                (row, place) = (row + 1, landings[index])
            }
        }
        return tokens
    }

    /// Finds the cheapest token at each place of a row's window, from its end to its start; the rows below are done.
    private mutating func choose(_ row: Int, _ prices: TokenPrices) {
        let window = windows[row]
        let first = row * (history.rowBytes + 1)
        for place in window.places.reversed() {
            (costs[first + place], landings[first + place]) = (.max, -1)
            if place >= window.part.upperBound { chooseStep(from: place, row, prices) }
            guard place < window.places.upperBound - 1 else { continue }
            let byte = history.bytes[row * history.rowBytes + place]
            let bits = costs[first + place + 1] + prices.literals[Int(byte)]
            if bits < costs[first + place] { take(bits, .literal(byte), at: first + place) }
            var longest = 0
            for copy in copies[row * history.rowBytes + place] {
                let bits = prices.distance(copy.distance)
                if bits < cheapest[copy.length].bits { cheapest[copy.length] = (bits, copy.distance) }
                longest = max(longest, copy.length)
            }
            chooseLength(at: first + place, longest: longest, prices)
        }
    }

    /// Weighs the steps over the repeats to all places where the next row may be entered.
    private mutating func chooseStep(from place: Int, _ row: Int, _ prices: TokenPrices) {
        let index = row * (history.rowBytes + 1) + place
        guard row + 1 < windows.count else {
            costs[index] = RowStep(history, row: row, from: place, to: 0).bits(prices, history)
            landings[index] = 0
            return
        }
        for landing in windows[row + 1].places.lowerBound...windows[row + 1].part.lowerBound {
            let bits =
                RowStep(history, row: row, from: place, to: landing).bits(prices, history)
                + costs[(row + 1) * (history.rowBytes + 1) + landing]
            guard bits < costs[index] else { continue }
            (costs[index], landings[index]) = (bits, landing)
        }
    }

    /// A copy may also be cut short, so that each length has the cheapest distance of those as long and longer.
    private mutating func chooseLength(at index: Int, longest: Int, _ prices: TokenPrices) {
        var distance = (bits: Int.max, distance: 0)
        for length in stride(from: longest, through: 3, by: -1) {
            if cheapest[length].bits < distance.bits { distance = cheapest[length] }
            cheapest[length].bits = .max
            let bits = costs[index + length] + prices.lengths[length] + distance.bits
            if bits < costs[index] { take(bits, .copy(length: length, distance: distance.distance), at: index) }
        }
    }

    private mutating func take(_ bits: Int, _ token: DeflateToken, at index: Int) {
        (costs[index], choices[index], landings[index]) = (bits, token, -1)
    }
}
