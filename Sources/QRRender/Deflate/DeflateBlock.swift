// SPDX-License-Identifier: Apache-2.0

/// Writes tokens as one last block with codes of its own (RFC 1951, §3.2.7).
struct DeflateBlock {
    private static let endOfBlock = 256

    private let tokens: [DeflateToken]
    /// The code of bytes, the end and lengths.
    let literals: HuffmanCode
    /// The code of distances.
    let distances: HuffmanCode
    /// The bits that the block takes.
    let bitCount: Int
    private let header: Header

    /// Chooses the codes for the tokens.
    init(_ tokens: [DeflateToken]) {
        self.tokens = tokens
        var literalCounts = [Int](repeating: 0, count: 286)
        var distanceCounts = [Int](repeating: 0, count: 30)
        literalCounts[Self.endOfBlock] = 1
        let extraBits = Self.count(tokens, literals: &literalCounts, distances: &distanceCounts)
        literals = Self.code(literalCounts)
        distances = Self.code(distanceCounts)
        header = Header(literals: literals, distances: distances)
        bitCount =
            3 + header.bitCount + extraBits
            + literals.bitCount(of: literalCounts) + distances.bitCount(of: distanceCounts)
    }

    /// Counts the symbols of tokens.
    ///
    /// - Returns: The bits that follow their words.
    private static func count(_ tokens: [DeflateToken], literals: inout [Int], distances: inout [Int]) -> Int {
        var lengthSpan = literals.mutableSpan
        var distanceSpan = distances.mutableSpan
        for token in tokens {
            lengthSpan[token.symbol] &+= 1
            if !token.isLiteral { distanceSpan[token.distanceSymbol] &+= 1 }
        }
        var extraBits = 0
        for symbol in 257..<286 {
            extraBits += lengthSpan[symbol] * DeflateToken.extraCount(ofLengthSymbol: symbol)
        }
        for symbol in 0..<30 { extraBits += distanceSpan[symbol] * DeflateToken.extraCount(ofDistanceSymbol: symbol) }
        return extraBits
    }

    /// A code of at least two words, so that it is complete, which some readers insist on.
    private static func code(_ counts: [Int]) -> HuffmanCode {
        var counts = counts
        for symbol in 0..<2 where counts.count(where: { $0 > 0 }) < 2 && counts[symbol] == 0 { counts[symbol] = 1 }
        return HuffmanCode(counts: counts, longest: 15)
    }

    /// Appends the block, up to the next whole byte.
    func append(to writer: inout BitWriter) {
        // BFINAL = 1, BTYPE = 10.
        writer.append(0b101, count: 3)
        header.append(to: &writer)
        let literals = self.literals.packed(DeflateToken.extraCount(ofLengthSymbol:))
        let distances = self.distances.packed(DeflateToken.extraCount(ofDistanceSymbol:))
        let (literalWords, distanceWords) = (literals.span, distances.span)
        writer.append(tokens) { token in
            let word = literalWords[token.symbol]
            if token.isLiteral { return (word.bits, word.length) }
            // Two words and what follows each of them: at most 15 + 5 + 15 + 13 bits.
            let distance = distanceWords[token.distanceSymbol]
            let first = word.bits | token.extraBits &<< word.length
            let second = distance.bits | token.distanceExtraBits &<< distance.length
            return (first | second &<< word.count, word.count &+ distance.count)
        }
        let end = literalWords[Self.endOfBlock]
        writer.append(end.bits, count: end.length)
    }
}

/// How the codes of a block are told to the reader.
private struct Header {
    /// The order in which the lengths of the code of code lengths are sent (§3.2.7).
    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private let literalCount: Int
    private let distanceCount: Int
    private let runs: [DeflateToken.Symbol]
    private let code: HuffmanCode
    private let sent: [Int]
    let bitCount: Int

    init(literals: HuffmanCode, distances: HuffmanCode) {
        let literalLengths = Self.trimmed(literals.lengths, to: 257)
        let distanceLengths = Self.trimmed(distances.lengths, to: 1)
        (literalCount, distanceCount) = (literalLengths.count, distanceLengths.count)
        runs = CodeLengthRun.runs(of: literalLengths + distanceLengths)
        var counts = [Int](repeating: 0, count: 19)
        for run in runs { counts[run.symbol] += 1 }
        let code = HuffmanCode(counts: counts, longest: 7)
        sent = Self.trimmed(Self.lengthOrder.map { code.lengths[$0] }, to: 4)
        self.code = code
        bitCount = 14 + 3 * sent.count + code.bitCount(of: counts) + runs.reduce(0) { $0 + $1.extraCount }
    }

    func append(to writer: inout BitWriter) {
        writer.append(literalCount - 257, count: 5)
        writer.append(distanceCount - 1, count: 5)
        writer.append(sent.count - 4, count: 4)
        for length in sent { writer.append(length, count: 3) }
        for run in runs { code.append(run, to: &writer) }
    }

    /// The lengths without zeros at the end, but at least so many.
    private static func trimmed(_ lengths: [Int], to least: Int) -> [Int] {
        let count = (lengths.lastIndex { $0 > 0 } ?? 0) + 1
        return Array(lengths[..<max(count, least)])
    }
}

/// The lengths of code words, with repeats (RFC 1951, §3.2.7).
enum CodeLengthRun {
    /// Covers a list of lengths with symbols 0…15 for single ones, 16 for 3…6 repeats of the last, 17 and 18 for zeros.
    static func runs(of lengths: [Int]) -> [DeflateToken.Symbol] {
        var runs: [DeflateToken.Symbol] = []
        var index = 0
        while index < lengths.count {
            let length = lengths[index]
            let count = lengths[index...].prefix { $0 == length }.count
            let taken: Int
            switch (length, count) {
            case (0, 11...):
                taken = min(count, 138)
                runs.append(.init(symbol: 18, extraBits: taken - 11, extraCount: 7))
            case (0, 3...):
                taken = count
                runs.append(.init(symbol: 17, extraBits: taken - 3, extraCount: 3))
            case (1..., 3...) where index > 0 && lengths[index - 1] == length:
                taken = min(count, 6)
                runs.append(.init(symbol: 16, extraBits: taken - 3, extraCount: 2))
            default:
                taken = 1
                runs.append(.init(symbol: length, extraBits: 0, extraCount: 0))
            }
            index += taken
        }
        return runs
    }
}

extension HuffmanCode {
    /// The bits of all words of symbols that occur so often.
    fileprivate func bitCount(of counts: [Int]) -> Int {
        zip(lengths, counts).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Appends the word of a symbol.
    fileprivate func append(_ symbol: Int, to writer: inout BitWriter) {
        writer.append(words[symbol], count: lengths[symbol])
    }

    /// Appends the word of a symbol and the bits that follow it.
    fileprivate func append(_ symbol: DeflateToken.Symbol, to writer: inout BitWriter) {
        append(symbol.symbol, to: &writer)
        writer.append(symbol.extraBits, count: symbol.extraCount)
    }
}
