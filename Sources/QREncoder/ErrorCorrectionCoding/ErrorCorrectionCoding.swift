// SPDX-License-Identifier: Apache-2.0

/// Step 3 of ISO/IEC 18004:2015, 7.1: the error correction codewords of every block (7.5.2).
enum ErrorCorrectionCoding {
    /// The bytes kept for the error correction codewords of one block, of which 7…30 are used.
    static let stride = 32

    /// Computes the error correction codewords of all blocks.
    ///
    /// - Parameters:
    ///   - data: The data codewords, block after block.
    ///   - structure: How they are divided.
    ///   - ecc: Receives `stride` bytes a block.
    static func encode(
        _ data: UnsafePointer<UInt8>,
        structure: BlockStructure,
        into ecc: UnsafeMutablePointer<UInt8>,
    ) {
        let code = ReedSolomon(degree: structure.eccPerBlock)
        var block = 0
        // Each step waits for its table row, so two blocks run side by side.
        while block + 1 < structure.blockCount {
            let first = unsafe data + structure.start(ofBlock: block)
            let second = unsafe data + structure.start(ofBlock: block + 1)
            let common = structure.length(ofBlock: block)
            var left: ReedSolomon.Remainder = (0, 0, 0, 0)
            var right: ReedSolomon.Remainder = (0, 0, 0, 0)
            for index in 0..<common {
                unsafe code.step(first[index], &left)
                unsafe code.step(second[index], &right)
            }
            if structure.length(ofBlock: block + 1) > common { unsafe code.step(second[common], &right) }
            unsafe store(left, at: ecc + block * stride)
            unsafe store(right, at: ecc + (block + 1) * stride)
            block += 2
        }
        if block < structure.blockCount {
            let last = unsafe data + structure.start(ofBlock: block)
            var remainder: ReedSolomon.Remainder = (0, 0, 0, 0)
            for index in 0..<structure.length(ofBlock: block) { unsafe code.step(last[index], &remainder) }
            unsafe store(remainder, at: ecc + block * stride)
        }
    }

    @inline(__always)
    private static func store(_ remainder: ReedSolomon.Remainder, at ecc: UnsafeMutablePointer<UInt8>) {
        let words = UnsafeMutableRawPointer(ecc)
        unsafe words.storeBytes(of: remainder.0.littleEndian, as: UInt64.self)
        unsafe words.storeBytes(of: remainder.1.littleEndian, toByteOffset: 8, as: UInt64.self)
        unsafe words.storeBytes(of: remainder.2.littleEndian, toByteOffset: 16, as: UInt64.self)
        unsafe words.storeBytes(of: remainder.3.littleEndian, toByteOffset: 24, as: UInt64.self)
    }
}
