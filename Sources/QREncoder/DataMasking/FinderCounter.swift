// SPDX-License-Identifier: Apache-2.0

/// Adds up the finder-like patterns of rule 3, four lines at a time.
struct FinderCounter {
    /// A word of two masks.
    typealias Lanes = DataMask.Lanes

    // Binary digits of the number so far; the fours are kept as a sum in each byte. Patterns in one position are at
    // least four lines apart, so a position has at most 44 of them and a byte 8 × 11 fours.
    private var ones = Lanes.zero
    private var twos = Lanes.zero
    private var fours = Lanes.zero

    /// Adds the first line.
    @inline(__always)
    mutating func addFirst(_ finders: Lanes) { ones = finders }

    /// Adds four lines.
    @inline(__always)
    mutating func addFour(_ first: Lanes, _ second: Lanes, _ third: Lanes, _ fourth: Lanes) {
        let pair = VerticalCounter.add(first, second, to: &ones)
        let otherPair = VerticalCounter.add(third, fourth, to: &ones)
        fours &+= VerticalCounter.bytes(VerticalCounter.add(pair, otherPair, to: &twos))
    }

    /// Forty points for each.
    @inline(__always)
    var penalty: Lanes {
        let count =
            VerticalCounter.count(ones) &+ VerticalCounter.count(twos) &<< 1
            &+ VerticalCounter.sum(ofBytes: fours) &<< 2
        return count &<< 5 &+ count &<< 3
    }
}
