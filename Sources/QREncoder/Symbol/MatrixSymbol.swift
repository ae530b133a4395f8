// SPDX-License-Identifier: Apache-2.0

/// The modules of a finished symbol of any kind, without its quiet zone.
public protocol MatrixSymbol: Sendable, Hashable {
    /// The modules of a row.
    var width: Int { get }
    /// The rows.
    var height: Int { get }
    /// The packed rows from top to bottom: module (x, y) is bit `x & 63` (least significant first) of
    /// `words[y * wordsPerRow + x / 64]`, set when dark; the bits beyond the last column are 0.
    var words: [UInt64] { get }
    /// The light modules that must surround the symbol.
    var quietZone: Int { get }
}

extension MatrixSymbol {
    /// The 64-bit words that hold one row.
    public var wordsPerRow: Int { (width + 63) / 64 }

    /// Whether the module in column `x` and row `y`, counted from 0 at the top left, is dark; every module outside
    /// the symbol is light.
    public subscript(x: Int, y: Int) -> Bool {
        guard 0..<width ~= x, 0..<height ~= y else { return false }
        return words[y * wordsPerRow + x / 64] >> UInt64(x % 64) & 1 == 1
    }
}

extension QRSymbol: MatrixSymbol {
    /// The modules of a row, which are those of a column.
    public var width: Int { size }
    /// The rows.
    public var height: Int { size }
    /// Four light modules on every side (ISO/IEC 18004:2015, 6.3.8).
    public var quietZone: Int { 4 }
}
