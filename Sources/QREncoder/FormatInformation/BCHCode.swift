// SPDX-License-Identifier: Apache-2.0

/// The binary codes that protect format and version information (ISO/IEC 18004:2015, Annexes C and D).
enum BCHCode {
    /// The data followed by its check bits: the remainder of data · x^checkBits divided by the generator polynomial.
    ///
    /// - Parameters:
    ///   - data: At most `checkBits` bits.
    ///   - generator: The polynomial, `checkBits` + 1 bits.
    ///   - checkBits: Its degree.
    /// - Returns: Data and check bits, the data in front.
    static func codeword(_ data: Int, generator: Int, checkBits: Int) -> Int {
        var remainder = data
        for _ in 0..<checkBits {
            remainder <<= 1
            if remainder >> checkBits & 1 == 1 { remainder ^= generator }
        }
        return data << checkBits | remainder
    }
}
