// SPDX-License-Identifier: Apache-2.0

/// Step 5 of ISO/IEC 18004:2015, 7.1: the message bits go to their modules (7.7.3), a run of a column at a time.
enum CodewordPlacement {
    /// Places the message.
    ///
    /// - Parameters:
    ///   - streams: The message bits.
    ///   - layout: Their way.
    ///   - columns: Packed columns, all 0; the message's dark modules are set.
    static func place(
        _ streams: MessageStreams,
        layout: UnsafePointer<SymbolLayout>,
        columns: UnsafeMutablePointer<UInt64>,
    ) {
        let wordsPerLine = unsafe layout.pointee.wordsPerLine
        let runs = unsafe layout.pointee.runs
        for index in 0..<runs.count {
            let run = unsafe runs[index]
            let bit = Int(run.bit)
            let count = Int(run.count)
            let right: UInt64
            let left: UInt64
            if run.isUpward {
                right = streams.upward(first: bit, count: count)
                left = streams.upward(first: bit &+ 1, count: count)
            } else {
                right = streams.downward(first: bit, count: count)
                left = streams.downward(first: bit &+ 1, count: count)
            }
            let column = Int(run.column) &* wordsPerLine
            unsafe deposit(right, count: count, top: Int(run.top), in: columns + column)
            unsafe deposit(left, count: count, top: Int(run.top), in: columns + (column &- wordsPerLine))
        }
        let singles = unsafe layout.pointee.singles
        for index in 0..<singles.count {
            let single = unsafe singles[index]
            let row = Int(single.row)
            let word = Int(single.column) &* wordsPerLine &+ row &>> 6
            unsafe columns[word] |= streams.bit(Int(single.bit)) &<< UInt64(truncatingIfNeeded: row)
        }
    }

    /// Sets `count` modules of a column from row `top` down, the lowest bit first.
    @inline(__always)
    private static func deposit(_ bits: UInt64, count: Int, top: Int, in column: UnsafeMutablePointer<UInt64>) {
        let shift = top & 63
        let word = top &>> 6
        unsafe column[word] |= bits &<< UInt64(truncatingIfNeeded: shift)
        if shift &+ count > 64 {
            unsafe column[word &+ 1] |= bits &>> UInt64(truncatingIfNeeded: 64 &- shift)
        }
    }
}
