// SPDX-License-Identifier: Apache-2.0

/// Covers rows with the tokens that cost least, by dynamic programming over all copies from all earlier places.
///
/// What a token costs is known only from the code that is made for all of them. So it is guessed first, and then taken
/// from the code of the round before, as in Zopfli (Alakuijala and Vandevenne, 2013).
struct OptimalParser {
    /// The rounds after which no picture tried became smaller.
    private static let rounds = 5

    private let history: RowHistory
    private let copies: CopyList
    /// The least bits from a place to the end of the part that is covered.
    private var costs: [Int]
    private var choices: [DeflateToken]
    /// The cheapest distance at which a copy of each length begins, and its bits.
    private var cheapest = [(bits: Int, distance: Int)](repeating: (.max, 0), count: 259)

    /// The smallest block found.
    static func block(of history: RowHistory) -> DeflateBlock {
        var parser = OptimalParser(history)
        var best = DeflateBlock(parser.tokens(at: TokenPrices.guess))
        var last = best
        for _ in 1..<rounds {
            last = DeflateBlock(parser.tokens(at: TokenPrices(last)))
            if last.bitCount < best.bitCount { best = last }
        }
        return best
    }

    private init(_ history: RowHistory) {
        self.history = history
        copies = CopyList(history)
        costs = Array(repeating: 0, count: history.bytes.count + 1)
        choices = Array(repeating: .literal(0), count: history.bytes.count)
    }

    private mutating func tokens(at prices: TokenPrices) -> [DeflateToken] {
        RowTokens.cover(history) { part, _, tokens in
            choose(part, prices)
            var place = part.lowerBound
            while place < part.upperBound {
                tokens.append(choices[place])
                place += choices[place].literal == nil ? choices[place].length : 1
            }
        }
    }

    /// Finds the cheapest token at each place of a part, from its end to its start.
    private mutating func choose(_ part: Range<Int>, _ prices: TokenPrices) {
        costs[part.upperBound] = 0
        for place in part.reversed() {
            let byte = history.bytes[place]
            costs[place] = costs[place + 1] + prices.literals[Int(byte)]
            choices[place] = .literal(byte)
            var longest = 0
            for copy in copies[place] {
                let length = min(copy.length, part.upperBound - place)
                guard length >= 3 else { continue }
                let bits = prices.distance(copy.distance)
                if bits < cheapest[length].bits { cheapest[length] = (bits, copy.distance) }
                longest = max(longest, length)
            }
            chooseLength(at: place, longest: longest, prices)
        }
    }

    /// A copy may also be cut short, so that each length has the cheapest distance of those as long and longer.
    private mutating func chooseLength(at place: Int, longest: Int, _ prices: TokenPrices) {
        var distance = (bits: Int.max, distance: 0)
        for length in stride(from: longest, through: 3, by: -1) {
            if cheapest[length].bits < distance.bits { distance = cheapest[length] }
            cheapest[length].bits = .max
            let bits = costs[place + length] + prices.lengths[length] + distance.bits
            guard bits < costs[place] else { continue }
            costs[place] = bits
            choices[place] = .copy(length: length, distance: distance.distance)
        }
    }
}
