// SPDX-License-Identifier: Apache-2.0

/// A finished QR Code symbol: its modules without a quiet zone, and how it was encoded.
public struct QRSymbol: Sendable, Hashable {
    /// The version, 1…40.
    public let version: Int
    /// The error correction level that was written, which boost may have raised above the requested one.
    public let errorCorrection: ErrorCorrection
    /// The data mask that was applied, 0…7.
    public let mask: Int
    /// The packed rows from top to bottom: module (x, y) is bit `x & 63` (least significant first) of
    /// `words[y * wordsPerRow + x / 64]`, set when dark; the bits beyond the last column are 0.
    public let words: [UInt64]

    /// The modules along one side: 17 + 4 × version, so 21…177.
    public var size: Int { 17 + 4 * version }

    /// The 64-bit words that hold one row: 1…3.
    public var wordsPerRow: Int { (size + 63) / 64 }

    /// Whether the module in column `x` and row `y`, counted from 0 at the top left, is dark; every module outside
    /// the symbol is light.
    public subscript(x: Int, y: Int) -> Bool {
        guard 0..<size ~= x, 0..<size ~= y else { return false }
        return words[y * wordsPerRow + x / 64] >> UInt64(x % 64) & 1 == 1
    }
}
