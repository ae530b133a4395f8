// SPDX-License-Identifier: Apache-2.0

/// A finished Micro QR Code symbol: its modules without a quiet zone, and how it was encoded.
public struct MicroQRSymbol: MatrixSymbol {
    /// The version, 1…4 for M1…M4.
    public let version: Int
    /// The error correction level that was written; `nil` for M1, which only detects errors.
    public let errorCorrection: ErrorCorrection?
    /// The data mask that was applied, 0…3.
    public let mask: Int
    /// The packed rows from top to bottom, one word each: module (x, y) is bit `x` of `words[y]`, set when dark.
    public let words: [UInt64]

    /// The modules along one side: 9 + 2 × version, so 11…17.
    public var size: Int { 9 + 2 * version }
    /// The modules of a row, which are those of a column.
    public var width: Int { size }
    /// The rows.
    public var height: Int { size }
    /// Two light modules on every side (ISO/IEC 18004:2015, 6.3.8).
    public var quietZone: Int { 2 }
}
