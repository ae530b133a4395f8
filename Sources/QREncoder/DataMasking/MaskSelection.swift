// SPDX-License-Identifier: Apache-2.0

/// Step 6 of ISO/IEC 18004:2015, 7.1: the mask of lowest penalty (7.8.3).
enum MaskSelection {
    /// A word of two masks.
    typealias Lanes = DataMask.Lanes

    /// The packed lines of one orientation before masking, and the mask to lay over them.
    @safe
    private struct Source {
        let lines: UnsafePointer<UInt64>
        let message: UnsafePointer<UInt64>
        let mask: UnsafePointer<Lanes>
    }

    /// The words of scratch that `best` needs: the lines of one orientation with light lines around them.
    static func scratchLanes(size: Int, wordsPerLine: Int) -> Int {
        (LineWindow.linesBefore + size + LineWindow.linesAfter) * wordsPerLine
    }

    /// The penalties of the eight masks for a symbol.
    ///
    /// - Parameters:
    ///   - rows: The packed rows of the unmasked symbol without format information.
    ///   - columns: Its packed columns.
    ///   - layout: The layout of its version.
    ///   - errorCorrection: Its level, which the format information tells.
    ///   - scratch: Room for `scratchLanes(size:wordsPerLine:)`.
    /// - Returns: The points of masks 0 to 7.
    static func penalties(
        rows: UnsafePointer<UInt64>,
        columns: UnsafePointer<UInt64>,
        layout: UnsafePointer<SymbolLayout>,
        errorCorrection: ErrorCorrection,
        scratch: UnsafeMutablePointer<Lanes>,
    ) -> SIMD8<Int> {
        // One copy of the code a width, in which the distance between lines is a constant.
        switch unsafe layout.pointee.wordsPerLine {
        case 1:
            unsafe penalties(rows, columns, layout, errorCorrection, scratch, width: 1)
        case 2:
            unsafe penalties(rows, columns, layout, errorCorrection, scratch, width: 2)
        default:
            unsafe penalties(rows, columns, layout, errorCorrection, scratch, width: 3)
        }
    }

    @inline(__always)
    private static func penalties(
        _ rows: UnsafePointer<UInt64>,
        _ columns: UnsafePointer<UInt64>,
        _ layout: UnsafePointer<SymbolLayout>,
        _ errorCorrection: ErrorCorrection,
        _ scratch: UnsafeMutablePointer<Lanes>,
        width: Int,
    ) -> SIMD8<Int> {
        let size = unsafe layout.pointee.size
        let message = unsafe layout.pointee.message
        let lines = unsafe scratch + LineWindow.linesBefore &* width
        unsafe scratch.initialize(repeating: .zero, count: LineWindow.linesBefore &* width)
        unsafe (lines + size &* width).initialize(repeating: .zero, count: LineWindow.linesAfter &* width)
        var penalties = SIMD8<Int>.zero
        unsafe DataMask.rows.withUnsafeBufferPointer { rowMasks in
            unsafe DataMask.columns.withUnsafeBufferPointer { columnMasks in
                guard let rowMask = rowMasks.baseAddress, let columnMask = columnMasks.baseAddress
                else { return }
                for pair in 0..<4 {
                    let format = FormatStrips.all[FormatStrips.index(errorCorrection: errorCorrection, pair: pair)]
                    let offset = DataMask.offset(pair: pair)
                    let rowSource = unsafe Source(lines: rows, message: message, mask: rowMask + offset)
                    unsafe apply(rowSource, size: size, width: width, to: lines)
                    unsafe format.draw(rows: lines, size: size, wordsPerLine: width)
                    var penalty = unsafe MaskPenalty.ofRows(lines, size: size, width: width)
                    let columnSource = unsafe Source(lines: columns, message: message, mask: columnMask + offset)
                    unsafe apply(columnSource, size: size, width: width, to: lines)
                    unsafe format.draw(columns: lines, size: size, wordsPerLine: width)
                    unsafe penalty &+= MaskPenalty.ofColumns(lines, size: size, width: width)
                    penalties[2 * pair] = Int(penalty[0])
                    penalties[2 * pair + 1] = Int(penalty[1])
                }
            }
        }
        return penalties
    }

    /// Lays a pair of masks over packed lines.
    @inline(__always)
    private static func apply(_ source: Source, size: Int, width: Int, to lines: UnsafeMutablePointer<Lanes>) {
        var phase = 0
        for line in 0..<size {
            for word in 0..<width {
                let index = line &* width &+ word
                let mask = unsafe source.mask[phase &+ word] & Lanes(repeating: source.message[index])
                unsafe lines[index] = mask ^ Lanes(repeating: source.lines[index])
            }
            phase &+= DataMask.wordsPerLine
            if phase == DataMask.period &* DataMask.wordsPerLine { phase = 0 }
        }
    }
}
