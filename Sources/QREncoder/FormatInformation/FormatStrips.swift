// SPDX-License-Identifier: Apache-2.0

/// The format information of two masks at once, for the lines that the mask penalty looks at.
struct FormatStrips {
    /// A word of two masks.
    typealias Lanes = DataMask.Lanes

    private let columnStart: Lanes
    private let columnEnd: Lanes
    private let rowStart: Lanes
    private let rowEnd: Lanes

    /// The strips of four pairs of masks for every level, from L to H.
    static let all: [FormatStrips] = ErrorCorrection.allCases.flatMap { level in
        (0..<4).map { pair in
            FormatStrips(
                even: FormatInformation(errorCorrection: level, mask: 2 * pair),
                odd: FormatInformation(errorCorrection: level, mask: 2 * pair + 1), )
        }
    }

    /// Where the strips are in `all`.
    static func index(errorCorrection: ErrorCorrection, pair: Int) -> Int { errorCorrection.rawValue * 4 + pair }

    private init(even: FormatInformation, odd: FormatInformation) {
        columnStart = Lanes(even.columnStart, odd.columnStart)
        columnEnd = Lanes(even.columnEnd, odd.columnEnd)
        rowStart = Lanes(even.rowStart, odd.rowStart)
        rowEnd = Lanes(even.rowEnd, odd.rowEnd)
    }

    /// Adds the dark modules to packed rows.
    @inline(__always)
    func draw(rows: UnsafeMutablePointer<Lanes>, size: Int, wordsPerLine: Int) {
        unsafe draw(
            rows, size: size, wordsPerLine: wordsPerLine, crossing: (columnStart, columnEnd),
            along: (rowStart, rowEnd), )
    }

    /// Adds the dark modules to packed columns.
    @inline(__always)
    func draw(columns: UnsafeMutablePointer<Lanes>, size: Int, wordsPerLine: Int) {
        unsafe draw(
            columns, size: size, wordsPerLine: wordsPerLine, crossing: (rowStart, rowEnd),
            along: (columnStart, columnEnd), )
    }

    /// Adds a strip that crosses the lines at position 8 and one that lies along line 8.
    @inline(__always)
    private func draw(
        _ lines: UnsafeMutablePointer<Lanes>,
        size: Int,
        wordsPerLine: Int,
        crossing: (start: Lanes, end: Lanes),
        along: (start: Lanes, end: Lanes),
    ) {
        for line in 0..<9 {
            let bit = crossing.start &>> Lanes(repeating: UInt64(truncatingIfNeeded: line)) & Lanes(repeating: 1)
            unsafe lines[line &* wordsPerLine] |= bit &<< 8
        }
        for line in 0..<8 {
            let bit = crossing.end &>> Lanes(repeating: UInt64(truncatingIfNeeded: line)) & Lanes(repeating: 1)
            unsafe lines[(size &- 8 &+ line) &* wordsPerLine] |= bit &<< 8
        }
        let position = size &- 8
        let word = 8 &* wordsPerLine &+ position &>> 6
        let shift = UInt64(truncatingIfNeeded: position & 63)
        unsafe lines[8 &* wordsPerLine] |= along.start
        unsafe lines[word] |= along.end &<< Lanes(repeating: shift)
        if shift > 56 { unsafe lines[word &+ 1] |= along.end &>> Lanes(repeating: 64 &- shift) }
    }
}
