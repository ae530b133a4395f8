// SPDX-License-Identifier: Apache-2.0

/// A copy of whole columns of a row.
struct TileCopy {
    private let columnCount: Int32
    private let byteCount: Int32
    /// Where it is copied from.
    let source: DeflateToken.Source
    /// The bits that it is taken to save.
    var saving: Int32 = 0

    /// What is not looked for yet.
    static let unknown = TileCopy(columns: -1, bytes: 0, source: .none)
    /// Nothing.
    static let none = TileCopy(columns: 0, bytes: 0, source: .none)

    @inline(__always)
    init(columns: Int, bytes: Int, source: DeflateToken.Source) {
        (columnCount, byteCount) = (Int32(truncatingIfNeeded: columns), Int32(truncatingIfNeeded: bytes))
        self.source = source
    }

    /// How many columns it covers.
    @inline(__always)
    var columns: Int { Int(columnCount) }
    /// How many bytes it covers.
    @inline(__always)
    var bytes: Int { Int(byteCount) }

    /// What it saves where it stands alone, in bits: each byte that it covers is taken to be worth two.
    @inline(__always)
    var ownSaving: Int32 {
        let (tokens, cost) = ((bytes + 257) / 258, TokenCost.length(min(258, bytes)) + TokenCost.distance(source))
        return Int32(truncatingIfNeeded: 2 * bytes - tokens * cost)
    }
}
