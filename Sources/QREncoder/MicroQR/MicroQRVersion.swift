// SPDX-License-Identifier: Apache-2.0

/// What a version of Micro QR Code has and holds (ISO/IEC 18004:2015, 6.4 and Tables 2, 3, 7 and 9).
struct MicroQRVersion {
    /// A level and the codewords that it takes.
    struct Level {
        /// The level, or `nil` for error detection only.
        let errorCorrection: ErrorCorrection?
        /// The number that the format information tells for version and level.
        let symbolNumber: Int
        /// The data bits.
        let dataBits: Int
        /// The error correction codewords.
        let eccCodewords: Int

        /// The data codewords, of which the last may have four bits.
        var dataCodewords: Int { (dataBits + 7) / 8 }
    }

    /// The number, 1…4.
    let number: Int
    /// From weakest to strongest.
    let levels: [Level]

    /// Versions M1 to M4.
    static let all = [
        MicroQRVersion(
            number: 1, levels: [.init(errorCorrection: nil, symbolNumber: 0, dataBits: 20, eccCodewords: 2)], ),
        MicroQRVersion(
            number: 2,
            levels: [
                .init(errorCorrection: .low, symbolNumber: 1, dataBits: 40, eccCodewords: 5),
                .init(errorCorrection: .medium, symbolNumber: 2, dataBits: 32, eccCodewords: 6),
            ], ),
        MicroQRVersion(
            number: 3,
            levels: [
                .init(errorCorrection: .low, symbolNumber: 3, dataBits: 84, eccCodewords: 6),
                .init(errorCorrection: .medium, symbolNumber: 4, dataBits: 68, eccCodewords: 8),
            ], ),
        MicroQRVersion(
            number: 4,
            levels: [
                .init(errorCorrection: .low, symbolNumber: 5, dataBits: 128, eccCodewords: 8),
                .init(errorCorrection: .medium, symbolNumber: 6, dataBits: 112, eccCodewords: 10),
                .init(errorCorrection: .quartile, symbolNumber: 7, dataBits: 80, eccCodewords: 14),
            ], ),
    ]

    /// The modules along one side.
    var size: Int { 9 + 2 * number }

    /// The 0 bits that end a message that leaves room for them (Table 2).
    var terminator: Int { 2 * number + 1 }

    /// The headers of the modes that the version has (Tables 2 and 3).
    var format: SegmentFormat {
        let modes = Segmentation.modes.prefix(number < 3 ? number : 4)
        // Numeric mode counts in 3…6 bits, alphanumeric and kanji in one less, byte mode in as many as numeric less one.
        let countBits: [Segment.Mode: Int] = [
            .numeric: number + 2, .alphanumeric: number + 1, .byte: number + 1, .kanji: number,
        ]
        var headers: [Segment.Mode: SegmentFormat.Header] = [:]
        for (indicator, mode) in modes.enumerated() {
            headers[mode] = .init(
                indicator: UInt64(indicator), indicatorBits: number - 1, countBits: countBits[mode] ?? 0, )
        }
        return SegmentFormat(headers: headers)
    }
}
