// SPDX-License-Identifier: Apache-2.0

/// How much a symbol holds (ISO/IEC 18004:2015, Table 7).
public enum Capacity {
    /// The data codewords of a symbol: 9…2,956.
    ///
    /// - Parameters:
    ///   - version: The version, 1…40.
    ///   - errorCorrection: The error correction level.
    /// - Returns: The number of codewords before error correction, or `nil` for a version out of range.
    public static func dataCodewords(version: Int, errorCorrection: ErrorCorrection) -> Int? {
        guard 1...40 ~= version else { return nil }
        return codewords(version: version, errorCorrection: errorCorrection)
    }

    /// The most bytes that one byte segment can carry: 7…2,953.
    ///
    /// - Parameters:
    ///   - version: The version, 1…40.
    ///   - errorCorrection: The error correction level.
    /// - Returns: The number of bytes, or `nil` for a version out of range.
    public static func bytes(version: Int, errorCorrection: ErrorCorrection) -> Int? {
        guard 1...40 ~= version else { return nil }
        let header = Segment.Mode.byte.headerBits(VersionClass(version: version))
        return codewords(version: version, errorCorrection: errorCorrection) - (header + 7) / 8
    }

    /// No symbol holds a text of more bytes than this, the most digits of version 40 at level L.
    static let maximumTextBytes = 7089

    /// The data codewords of a version within 1…40.
    @inline(__always)
    static func codewords(version: Int, errorCorrection: ErrorCorrection) -> Int {
        Int(table[errorCorrection.rawValue * 40 + version - 1])
    }

    private static let table = InlineArray<160, UInt16> { index in
        let structure = BlockStructure(
            version: index % 40 + 1, errorCorrection: ErrorCorrection.allCases[index / 40], )
        return UInt16(structure.dataCodewords)
    }
}
