// SPDX-License-Identifier: Apache-2.0

/// Covers rows with tokens, by dynamic programming over the few copies that pay in a picture of modules.
///
/// Below the first row everything is a copy from one row above, except between the first and the last byte that differ
/// there. That copy runs on over the repeats of a row and the equal ends of its neighbours, so that repeats cost one
/// token in 258 bytes and nothing else. In between, candidates are copies of the byte before (runs), of the same place
/// one row above, and from a few modules before.
struct RowParser {
    private struct Candidate {
        let distance: Int
        let cost: Int
        /// The bytes from the place on that are equal to those at the distance before.
        var length: Int
    }

    private struct Row {
        /// The row before, then the row itself.
        let bytes: [UInt8]
        /// Where the row begins.
        let start: Int
        /// The first byte that may be copied.
        let lowestSource: Int
    }

    /// The tokens so far, without the bytes of ``copiedAhead``.
    private var tokens: [DeflateToken] = []

    private let rowBytes: Int
    private var candidates: [Candidate]
    /// The last row and behind it the one that is being parsed, so that copies may reach from one into the other.
    private var window: [UInt8]
    private var isFirst = true
    /// Bytes that are equal to those one row above and wait for more of their kind.
    private var copiedAhead = 0
    /// The estimated bits from a place of the row to the end of the part that is parsed.
    private var costs: [Int]
    private var choices: [DeflateToken]

    /// Makes a parser.
    ///
    /// - Parameters:
    ///   - rowBytes: The bytes of a row, 2…32,768, the farthest that a copy may reach.
    ///   - nearDistances: The distances within a row to try besides 1.
    init(rowBytes: Int, nearDistances: [Int]) {
        self.rowBytes = rowBytes
        let distances = [1] + nearDistances.filter { 1 < $0 && $0 < rowBytes } + [rowBytes]
        candidates = distances.map { Candidate(distance: $0, cost: TokenCost.distance($0), length: 0) }
        window = Array(repeating: 0, count: 2 * rowBytes)
        costs = Array(repeating: 0, count: rowBytes + 1)
        choices = Array(repeating: .literal(0), count: rowBytes)
    }

    /// Appends a row that occurs some times in succession.
    mutating func append(_ row: [UInt8], times: Int) {
        window.replaceSubrange(..<rowBytes, with: window[rowBytes...])
        window.replaceSubrange(rowBytes..., with: row)
        let differing = isFirst ? 0..<rowBytes : differingPart()
        copiedAhead += differing.lowerBound
        if !differing.isEmpty {
            flush(before: rowBytes + differing.lowerBound)
            parse(differing)
        }
        copiedAhead += rowBytes - differing.upperBound + (times - 1) * rowBytes
        isFirst = false
    }

    /// Covers what is left and gives all tokens.
    consuming func finish() -> [DeflateToken] {
        flush(before: window.count)
        return tokens
    }

    /// Covers the bytes that wait, the last of which is before a place of the window.
    private mutating func flush(before place: Int) {
        while copiedAhead >= 3 {
            // No copy is shorter than 3 bytes, so the last but one leaves enough.
            let length = copiedAhead <= 258 ? copiedAhead : min(258, copiedAhead - 3)
            tokens.append(.copy(length: length, distance: rowBytes))
            copiedAhead -= length
        }
        tokens += window[place - copiedAhead..<place].map { .literal($0) }
        copiedAhead = 0
    }

    /// From the first byte that is not as above to the last one.
    private func differingPart() -> Range<Int> {
        var (start, end) = (0, rowBytes)
        while start < end, window[start] == window[rowBytes + start] { start += 1 }
        while start < end, window[end - 1] == window[rowBytes + end - 1] { end -= 1 }
        return start..<end
    }

    /// Covers a part of the last row with the cheapest tokens.
    private mutating func parse(_ part: Range<Int>) {
        let row = Row(bytes: window, start: rowBytes, lowestSource: isFirst ? rowBytes : 0)
        Self.choose(part, of: row, candidates: &candidates, costs: &costs, choices: &choices)
        var place = part.lowerBound
        while place < part.upperBound {
            tokens.append(choices[place])
            place += choices[place].literal == nil ? choices[place].length : 1
        }
    }

    /// Finds the cheapest token at each place, from the end of the part to its start.
    ///
    /// This is the inner loop of all rendering, hence the spans: arrays would check at each step that they are not shared.
    private static func choose(
        _ part: Range<Int>,
        of row: Row,
        candidates: inout [Candidate],
        costs: inout [Int],
        choices: inout [DeflateToken],
    ) {
        var candidates = candidates.mutableSpan
        var costs = costs.mutableSpan
        var choices = choices.mutableSpan
        let bytes = row.bytes.span
        for index in candidates.indices { candidates[index].length = 0 }
        costs[part.upperBound] = 0
        for place in part.reversed() {
            let byte = bytes[row.start + place]
            var best = costs[place + 1] + TokenCost.literal(byte)
            var choice = DeflateToken.literal(byte)
            for index in candidates.indices {
                var candidate = candidates[index]
                let source = row.start + place - candidate.distance
                let isEqual = source >= row.lowestSource && bytes[source] == byte
                candidate.length = isEqual ? min(candidate.length + 1, 258) : 0
                candidates[index] = candidate
                guard candidate.length >= 3 else { continue }
                let cost = costs[place + candidate.length] + candidate.cost + TokenCost.length(candidate.length)
                if cost < best {
                    (best, choice) = (cost, .copy(length: candidate.length, distance: candidate.distance))
                }
            }
            costs[place] = best
            choices[place] = choice
        }
    }
}
