// SPDX-License-Identifier: Apache-2.0

/// Step 4 of ISO/IEC 18004:2015, 7.1: the final message takes one codeword of each block in turn (7.6).
enum Interleaving {
    /// Writes the final codeword sequence: the data codewords of all blocks by turns, then their error correction.
    ///
    /// - Parameters:
    ///   - data: The data codewords, block after block.
    ///   - ecc: The error correction codewords, `ErrorCorrectionCoding.stride` bytes a block.
    ///   - structure: How they are divided.
    ///   - message: Receives `structure.totalCodewords` bytes.
    static func interleave(
        data: UnsafePointer<UInt8>,
        ecc: UnsafePointer<UInt8>,
        structure: BlockStructure,
        into message: UnsafeMutablePointer<UInt8>,
    ) {
        if structure.blockCount == 1 {
            unsafe message.update(from: data, count: structure.shortLength)
            unsafe (message + structure.shortLength).update(from: ecc, count: structure.eccPerBlock)
            return
        }
        var output = unsafe message
        let shortLength = structure.shortLength
        let longStart = structure.start(ofBlock: structure.shortCount)
        for index in 0..<shortLength {
            var next = index
            for _ in 0..<structure.shortCount {
                unsafe output.pointee = data[next]
                unsafe output += 1
                next += shortLength
            }
            for _ in structure.shortCount..<structure.blockCount {
                unsafe output.pointee = data[next]
                unsafe output += 1
                next += shortLength + 1
            }
        }
        // The last codeword of the long blocks.
        var next = longStart + shortLength
        for _ in structure.shortCount..<structure.blockCount {
            unsafe output.pointee = data[next]
            unsafe output += 1
            next += shortLength + 1
        }
        for index in 0..<structure.eccPerBlock {
            for block in 0..<structure.blockCount {
                unsafe output.pointee = ecc[block * ErrorCorrectionCoding.stride + index]
                unsafe output += 1
            }
        }
    }
}
