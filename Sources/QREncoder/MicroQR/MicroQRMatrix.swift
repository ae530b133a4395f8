// SPDX-License-Identifier: Apache-2.0

/// Draws the modules of a Micro QR Code symbol, one packed row a word (ISO/IEC 18004:2015, 6.3, 7.7 and 7.9).
struct MicroQRMatrix {
    private(set) var rows: [UInt64]

    /// Draws the function patterns and places the message.
    ///
    /// - Parameters:
    ///   - size: The modules along one side.
    ///   - bits: The data bits and the bits of the error correction codewords, as many as there are free modules.
    init(size: Int, bits: [Bool]) {
        rows = Array(repeating: 0, count: size)
        drawFunctionPatterns()
        place(bits)
    }

    /// Whether the module carries a bit of the message: outside the timing patterns, the finder with its separator, and
    /// the format information.
    static func isData(x: Int, y: Int) -> Bool { x > 0 && y > 0 && (x > 8 || y > 8) }

    private mutating func drawFunctionPatterns() {
        // The timing patterns run along the edges behind the finder and its light separator.
        for index in stride(from: 8, to: rows.count, by: 2) {
            rows[0] |= 1 << UInt64(index)
            rows[index] |= 1
        }
        for y in 0...6 {
            for x in 0...6 where max(abs(x - 3), abs(y - 3)) != 2 { rows[y] |= 1 << UInt64(x) }
        }
    }

    /// 7.7.3: pairs of columns from right to left, upwards first, the right module before the left.
    private mutating func place(_ bits: [Bool]) {
        var bits = bits[...]
        var isUpward = true
        for right in stride(from: rows.count - 1, to: 0, by: -2) {
            for step in 0..<rows.count {
                let y = isUpward ? rows.count - 1 - step : step
                for x in [right, right - 1] where MicroQRMatrix.isData(x: x, y: y) {
                    if bits.popFirst() == true { rows[y] |= 1 << UInt64(x) }
                }
            }
            isUpward.toggle()
        }
    }

    /// The finished rows with a mask and its format information.
    func masked(_ mask: Int, symbolNumber: Int) -> [UInt64] {
        var rows = rows
        for y in rows.indices {
            for x in rows.indices
            where MicroQRMatrix.isData(x: x, y: y) && MicroQRMask.inverts(mask: mask, row: y, column: x) {
                rows[y] ^= 1 << UInt64(x)
            }
        }
        let bits = MicroQRMatrix.formatBits(symbolNumber: symbolNumber, mask: mask)
        // Figure 26: bit 14 to bit 7 along row 8 from column 1, bit 6 to bit 0 up column 8.
        for bit in 0..<15 where bits >> bit & 1 == 1 {
            let (x, y) = bit < 7 ? (8, bit + 1) : (15 - bit, 8)
            rows[y] |= 1 << UInt64(x)
        }
        return rows
    }

    /// Version, level and mask with ten check bits, masked by a pattern of Micro QR Code's own (7.9.2).
    private static func formatBits(symbolNumber: Int, mask: Int) -> Int {
        BCHCode.codeword(symbolNumber << 2 | mask, generator: 0x537, checkBits: 10) ^ 0x4445
    }
}
