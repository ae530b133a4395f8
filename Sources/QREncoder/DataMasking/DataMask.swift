// SPDX-License-Identifier: Apache-2.0

/// The eight data mask patterns (ISO/IEC 18004:2015, 7.8.2, Table 10).
///
/// Every condition repeats after twelve rows and six columns (and after six rows and twelve columns), so twelve packed
/// lines of three words hold a pattern of any size.
enum DataMask {
    /// A word of two masks: an even mask and the next.
    typealias Lanes = SIMD2<UInt64>

    /// After how many lines every pattern repeats.
    static let period = 12
    /// The words of a stored line, whatever the symbol's size.
    static let wordsPerLine = 3

    /// For each pair of masks twelve packed rows.
    static let rows = makeTable { mask, across, along in inverts(mask: mask, row: along, column: across) }
    /// For each pair of masks twelve packed columns.
    static let columns = makeTable { mask, across, along in inverts(mask: mask, row: across, column: along) }

    /// Where the lines of a pair of masks begin in a table.
    static func offset(pair: Int) -> Int { pair * period * wordsPerLine }

    /// Whether the mask inverts the module in row i and column j.
    static func inverts(mask: Int, row i: Int, column j: Int) -> Bool {
        switch mask {
        case 0: (i + j) % 2 == 0
        case 1: i % 2 == 0
        case 2: j % 3 == 0
        case 3: (i + j) % 3 == 0
        case 4: (i / 2 + j / 3) % 2 == 0
        case 5: i * j % 2 + i * j % 3 == 0
        case 6: (i * j % 2 + i * j % 3) % 2 == 0
        default: ((i + j) % 2 + i * j % 3) % 2 == 0
        }
    }

    private static func makeTable(
        _ inverts: (_ mask: Int, _ across: Int, _ along: Int) -> Bool
    ) -> [Lanes] {
        var table = [Lanes](repeating: .zero, count: offset(pair: 4))
        for mask in 0..<8 {
            for along in 0..<period {
                for across in 0..<64 * wordsPerLine where inverts(mask, across, along) {
                    let word = offset(pair: mask / 2) + along * wordsPerLine + across / 64
                    table[word][mask % 2] |= 1 << UInt64(across % 64)
                }
            }
        }
        return table
    }
}
