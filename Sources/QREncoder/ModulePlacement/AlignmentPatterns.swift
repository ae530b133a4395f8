// SPDX-License-Identifier: Apache-2.0

/// Where the alignment patterns lie (ISO/IEC 18004:2015, 6.3.6, Annex E).
enum AlignmentPatterns {
    /// The row and column coordinates of the pattern centres: none for version 1, otherwise 2…7 ascending.
    ///
    /// Annex E lists them; all follow from even steps back from the far edge with the first at 6. Version 32 is the
    /// one whose step the rounding does not give.
    static func centers(version: Int) -> [Int] {
        guard version > 1 else { return [] }
        let count = version / 7 + 2
        let last = 4 * version + 10
        // The step is the distance 6…last over the gaps, rounded up to an even number.
        let step = version == 32 ? 26 : (last - 6 + 2 * (count - 1) - 1) / (2 * (count - 1)) * 2
        return [6] + (1..<count).map { last - (count - 1 - $0) * step }
    }
}
