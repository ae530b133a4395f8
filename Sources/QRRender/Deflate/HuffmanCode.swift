// SPDX-License-Identifier: Apache-2.0

/// A canonical prefix code with a bound on the length of its words (RFC 1951, §3.2.2).
struct HuffmanCode {
    /// The length of each symbol's word in bits; 0 for symbols that do not occur.
    let lengths: [Int]
    /// Each symbol's word with its bits reversed, because words are sent with the most significant bit first.
    let words: [Int]

    /// The code of least total length for the counts, as long as no word grows over the bound.
    ///
    /// - Parameters:
    ///   - counts: How often each symbol occurs; at least two symbols must have a count above 0.
    ///   - longest: The bound, large enough for one word a symbol.
    init(counts: [Int], longest: Int) {
        lengths = Self.lengths(counts: counts, longest: longest)
        words = Self.words(lengths)
    }

    /// A word, and how many bits are sent with it.
    struct Word {
        private let packed: UInt32

        init(_ bits: Int, length: Int, count: Int) {
            packed = UInt32(bits | length << 16 | count << 24)
        }

        /// The word.
        @inline(__always)
        var bits: Int { Int(truncatingIfNeeded: packed & 0xFFFF) }
        /// Its bits.
        @inline(__always)
        var length: Int { Int(truncatingIfNeeded: packed &>> 16 & 0xFF) }
        /// Its bits and those that follow.
        @inline(__always)
        var count: Int { Int(truncatingIfNeeded: packed &>> 24) }
    }

    /// The words of a code of at most 15 bits.
    ///
    /// - Parameter extraCount: How many bits follow the word of a symbol.
    /// - Returns: The words, by symbol.
    func packed(_ extraCount: (_ symbol: Int) -> Int) -> [Word] {
        lengths.indices.map { Word(words[$0], length: lengths[$0], count: lengths[$0] + extraCount($0)) }
    }

    /// Merges the two rarest nodes until one is left (Huffman 1952) with two queues that are both in order: the sorted
    /// symbols, and the merged nodes, which arise in order by themselves (van Leeuwen 1976).
    private static func lengths(counts: [Int], longest: Int) -> [Int] {
        // Sorted as one number each, of which the symbol takes the lowest nine bits.
        let sorted = counts.indices.filter { counts[$0] > 0 }.map { counts[$0] << 9 | $0 }.sorted()
        let symbols = sorted.map { $0 & 0x1FF }
        var weights = sorted.map { $0 >> 9 }
        var parents = [Int](repeating: 0, count: 2 * symbols.count - 1)
        var (nextSymbol, nextMerged) = (0, symbols.count)
        while weights.count < parents.count {
            var weight = 0
            for _ in 0..<2 {
                let takesSymbol =
                    nextMerged == weights.count
                    || (nextSymbol < symbols.count && weights[nextSymbol] <= weights[nextMerged])
                let node = takesSymbol ? nextSymbol : nextMerged
                if takesSymbol { nextSymbol += 1 } else { nextMerged += 1 }
                weight += weights[node]
                parents[node] = weights.count
            }
            weights.append(weight)
        }
        var depths = [Int](repeating: 0, count: parents.count)
        for node in depths.indices.dropLast().reversed() { depths[node] = depths[parents[node]] + 1 }
        var lengths = [Int](repeating: 0, count: counts.count)
        for (symbol, depth) in zip(symbols, bounded(depths[..<symbols.count], longest: longest)) {
            lengths[symbol] = depth
        }
        return lengths
    }

    /// Cuts the words that are too long.
    ///
    /// Longer words for the rarest of the others pay for it, until the sum of 2^-length is 1 again (Kraft's equality). The
    /// depths come from the rarest symbol to the most frequent.
    private static func bounded(_ depths: ArraySlice<Int>, longest: Int) -> [Int] {
        var depths = depths.map { min($0, longest) }
        var excess = depths.reduce(0) { $0 + 1 << (longest - $1) } - 1 << longest
        while excess > 0 {
            guard let deepest = depths.filter({ $0 < longest }).max(), let index = depths.firstIndex(of: deepest) else {
                break
            }
            excess -= 1 << (longest - deepest - 1)
            depths[index] += 1
        }
        // The last step may have paid too much: give it back, to the most frequent symbol first. Every weight divides the
        // larger ones, so there is always one that fits.
        while excess < 0, let index = depths.lastIndex(where: { 1 << (longest - $0) <= -excess }) {
            excess += 1 << (longest - depths[index])
            depths[index] -= 1
        }
        return depths
    }

    /// Consecutive words in the order of length, then symbol.
    private static func words(_ lengths: [Int]) -> [Int] {
        var next = [Int](repeating: 0, count: 17)
        for length in lengths where length > 0 { next[length + 1] += 1 }
        for length in 1..<17 { next[length] = (next[length] + next[length - 1]) << 1 }
        var words = [Int](repeating: 0, count: lengths.count)
        for symbol in lengths.indices where lengths[symbol] > 0 {
            let length = lengths[symbol]
            words[symbol] = Int(UInt16(next[length]).bitReversed >> UInt16(16 - length))
            next[length] += 1
        }
        return words
    }
}

extension UInt16 {
    /// The bits in the opposite order.
    fileprivate var bitReversed: UInt16 {
        var bits = byteSwapped
        bits = (bits & 0x0F0F) << 4 | bits >> 4 & 0x0F0F
        bits = (bits & 0x3333) << 2 | bits >> 2 & 0x3333
        return (bits & 0x5555) << 1 | bits >> 1 & 0x5555
    }
}
