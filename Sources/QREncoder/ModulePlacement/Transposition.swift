// SPDX-License-Identifier: Apache-2.0

/// Turns packed columns into packed rows, 64 × 64 modules at a time.
enum Transposition {
    /// Two lines at once.
    private typealias Pair = SIMD2<UInt64>

    /// Transposes a square bit matrix.
    ///
    /// - Parameters:
    ///   - columns: 64 · `wordsPerLine` packed lines; those beyond the symbol are 0.
    ///   - rows: Receives as many.
    ///   - wordsPerLine: The words of a line, 1…3.
    static func transpose(
        _ columns: UnsafePointer<UInt64>,
        into rows: UnsafeMutablePointer<UInt64>,
        wordsPerLine: Int,
    ) {
        if wordsPerLine == 1 {
            unsafe rows.update(from: columns, count: 64)
            unsafe transposeBlock(rows)
            return
        }
        unsafe withUnsafeTemporaryAllocation(of: Pair.self, capacity: 32) { scratch in
            guard let base = scratch.baseAddress else { return }
            let block = unsafe UnsafeMutableRawPointer(base).assumingMemoryBound(to: UInt64.self)
            for y in 0..<wordsPerLine {
                for x in 0..<wordsPerLine {
                    for line in 0..<64 { unsafe block[line] = columns[(x &* 64 &+ line) &* wordsPerLine &+ y] }
                    unsafe transposeBlock(block)
                    for line in 0..<64 { unsafe rows[(y &* 64 &+ line) &* wordsPerLine &+ x] = block[line] }
                }
            }
        }
    }

    /// Transposes 64 words in place: swaps the off-diagonal quarters, then the quarters of the quarters, and so on.
    @inline(__always)
    private static func transposeBlock(_ block: UnsafeMutablePointer<UInt64>) {
        unsafe swapQuarters(block, distance: 32, low: 0x0000_0000_FFFF_FFFF)
        unsafe swapQuarters(block, distance: 16, low: 0x0000_FFFF_0000_FFFF)
        unsafe swapQuarters(block, distance: 8, low: 0x00FF_00FF_00FF_00FF)
        unsafe swapQuarters(block, distance: 4, low: 0x0F0F_0F0F_0F0F_0F0F)
        unsafe swapQuarters(block, distance: 2, low: 0x3333_3333_3333_3333)
        for line in stride(from: 0, to: 64, by: 2) {
            let swap = unsafe (block[line] &>> 1 ^ block[line &+ 1]) & 0x5555_5555_5555_5555
            unsafe block[line] ^= swap &<< 1
            unsafe block[line &+ 1] ^= swap
        }
    }

    /// Swaps the upper bits of lines with the lower bits of the lines `distance` below, two lines at once.
    @inline(__always)
    private static func swapQuarters(_ block: UnsafeMutablePointer<UInt64>, distance: Int, low: UInt64) {
        let pairs = unsafe UnsafeMutableRawPointer(block).assumingMemoryBound(to: Pair.self)
        let mask = Pair(repeating: low)
        let shift = Pair(repeating: UInt64(truncatingIfNeeded: distance))
        let half = distance &>> 1
        for start in stride(from: 0, to: 32, by: distance) {
            for index in start..<start &+ half {
                let upper = unsafe pairs[index]
                let lower = unsafe pairs[index &+ half]
                let swap = (upper &>> shift ^ lower) & mask
                unsafe pairs[index] = upper ^ swap &<< shift
                unsafe pairs[index &+ half] = lower ^ swap
            }
        }
    }
}
