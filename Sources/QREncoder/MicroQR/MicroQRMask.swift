// SPDX-License-Identifier: Apache-2.0

/// The four data masks of Micro QR Code and the choice among them (ISO/IEC 18004:2015, 7.8.2 and 7.8.3.2).
enum MicroQRMask {
    /// The masks of QR Code that they are (Table 10).
    private static let patterns = [1, 4, 6, 7]

    /// Whether the mask inverts the module in row i and column j.
    static func inverts(mask: Int, row i: Int, column j: Int) -> Bool {
        DataMask.inverts(mask: patterns[mask], row: i, column: j)
    }

    /// How well the edges opposite to the timing patterns stand out: the more dark modules the better, and the edge with
    /// fewer counts sixteenfold.
    static func score(_ rows: [UInt64]) -> Int {
        let size = rows.count
        var right = 0
        for row in rows.dropFirst() { right += Int(row >> UInt64(size - 1) & 1) }
        let lower = (rows[size - 1] >> 1).nonzeroBitCount
        return right <= lower ? right * 16 + lower : lower * 16 + right
    }
}
