// SPDX-License-Identifier: Apache-2.0
// Data table

/// What a version of rMQR Code holds (ISO/IEC 23941:2022, Tables 1, 3, 6 and 8).
struct RMQRVersion {
    /// A level and its share of the codewords.
    struct Level {
        let errorCorrection: ErrorCorrection
        let dataCodewords: Int
        let blockCount: Int
    }

    /// The number, 1…32: by height, then by width.
    let number: Int
    let height: Int
    let width: Int
    let totalCodewords: Int
    /// The lengths of the character count indicators in numeric, alphanumeric, byte and kanji mode.
    let countBits: [Int]
    /// M and H.
    let levels: [Level]

    /// R7x43 to R17x139.
    static let all: [RMQRVersion] = rows.enumerated().map { index, row in
        RMQRVersion(
            number: index + 1, height: row[0], width: row[1], totalCodewords: row[2], countBits: Array(row[3...6]),
            levels: [
                Level(errorCorrection: .medium, dataCodewords: row[7], blockCount: row[8]),
                Level(errorCorrection: .high, dataCodewords: row[9], blockCount: row[10]),
            ], )
    }

    /// The columns of the alignment patterns' centers (Table D.1).
    var alignmentColumns: [Int] {
        switch width {
        case 43: [21]
        case 59: [19, 39]
        case 77: [25, 51]
        case 99: [23, 49, 75]
        case 139: [27, 55, 83, 111]
        default: []
        }
    }

    /// The headers of segments (Tables 2 and 3).
    var format: SegmentFormat {
        var headers: [Segment.Mode: SegmentFormat.Header] = [
            .eci: .init(indicator: 0b111, indicatorBits: 3, countBits: 0),
            .fnc1First: .init(indicator: 0b101, indicatorBits: 3, countBits: 0),
            .fnc1Second: .init(indicator: 0b110, indicatorBits: 3, countBits: 0),
        ]
        for (index, mode) in Segmentation.modes.enumerated() {
            headers[mode] = .init(indicator: UInt64(index + 1), indicatorBits: 3, countBits: countBits[index])
        }
        return SegmentFormat(headers: headers)
    }

    /// Height, width, codewords; count bits of four modes; data codewords and blocks at M, the same at H.
    private static let rows: [[Int]] = [
        [7, 43, 13, 4, 3, 3, 2, 6, 1, 3, 1],
        [7, 59, 21, 5, 5, 4, 3, 12, 1, 7, 1],
        [7, 77, 32, 6, 5, 5, 4, 20, 1, 10, 1],
        [7, 99, 44, 7, 6, 5, 5, 28, 1, 14, 1],
        [7, 139, 68, 7, 6, 6, 5, 44, 1, 24, 2],
        [9, 43, 21, 5, 5, 4, 3, 12, 1, 7, 1],
        [9, 59, 33, 6, 5, 5, 4, 21, 1, 11, 1],
        [9, 77, 49, 7, 6, 5, 5, 31, 1, 17, 2],
        [9, 99, 66, 7, 6, 6, 5, 42, 1, 22, 2],
        [9, 139, 99, 8, 7, 6, 6, 63, 2, 33, 3],
        [11, 27, 15, 4, 4, 3, 2, 7, 1, 5, 1],
        [11, 43, 31, 6, 5, 5, 4, 19, 1, 11, 1],
        [11, 59, 47, 7, 6, 5, 5, 31, 1, 15, 2],
        [11, 77, 67, 7, 6, 6, 5, 43, 1, 23, 2],
        [11, 99, 89, 8, 7, 6, 6, 57, 2, 29, 2],
        [11, 139, 132, 8, 7, 7, 6, 84, 2, 42, 3],
        [13, 27, 21, 5, 5, 4, 3, 12, 1, 7, 1],
        [13, 43, 41, 6, 6, 5, 5, 27, 1, 13, 1],
        [13, 59, 60, 7, 6, 6, 5, 38, 1, 20, 2],
        [13, 77, 85, 7, 7, 6, 6, 53, 2, 29, 2],
        [13, 99, 113, 8, 7, 7, 6, 73, 2, 35, 3],
        [13, 139, 166, 8, 8, 7, 7, 106, 3, 54, 4],
        [15, 43, 51, 7, 6, 6, 5, 33, 1, 15, 2],
        [15, 59, 74, 7, 7, 6, 5, 48, 1, 26, 2],
        [15, 77, 103, 8, 7, 7, 6, 67, 2, 31, 3],
        [15, 99, 136, 8, 7, 7, 6, 88, 2, 48, 4],
        [15, 139, 199, 9, 8, 7, 7, 127, 3, 69, 5],
        [17, 43, 61, 7, 6, 6, 5, 39, 1, 21, 2],
        [17, 59, 88, 8, 7, 6, 6, 56, 2, 28, 2],
        [17, 77, 122, 8, 7, 7, 6, 78, 2, 38, 3],
        [17, 99, 160, 8, 8, 7, 6, 100, 3, 56, 4],
        [17, 139, 232, 9, 8, 8, 7, 152, 4, 76, 6],
    ]
}
