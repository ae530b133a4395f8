// SPDX-License-Identifier: Apache-2.0

/// Which error correction block a codeword is of, and how many wrong codewords a block bears.
package struct BlockAnatomy: Sendable {
    /// The blocks of the symbol, 1…81.
    package let blockCount: Int
    /// The codewords of the symbol, 26…3,706.
    package let codewordCount: Int
    /// The wrong codewords that a reader can correct in each block: half of its error correction codewords.
    ///
    /// ISO/IEC 18004:2015, 7.5.1, keeps up to three of them in versions 1 to 3 for detection; readers don't.
    package let correctable: Int
    private let structure: BlockStructure

    /// The blocks of a symbol.
    ///
    /// - Parameters:
    ///   - version: The version, 1…40.
    ///   - errorCorrection: The error correction level.
    package init(version: Int, errorCorrection: ErrorCorrection) {
        structure = BlockStructure(version: version, errorCorrection: errorCorrection)
        blockCount = structure.blockCount
        codewordCount = structure.totalCodewords
        correctable = structure.eccPerBlock / 2
    }

    /// The block of a codeword.
    ///
    /// - Parameter codeword: Its index in the final sequence (7.6), 0..<``codewordCount``.
    /// - Returns: The block, 0..<``blockCount``.
    package func block(ofCodeword codeword: Int) -> Int {
        let everyBlock = structure.shortLength * blockCount
        if codeword < everyBlock { return codeword % blockCount }
        // One more data codeword of each long block; then error correction codewords of all blocks by turns.
        if codeword < structure.dataCodewords { return structure.shortCount + codeword - everyBlock }
        return (codeword - structure.dataCodewords) % blockCount
    }

    /// The wrong codewords of each block.
    ///
    /// - Parameter codewords: The indices of the wrong ones, each once.
    /// - Returns: One number a block.
    package func damage(of codewords: some Sequence<Int>) -> [Int] {
        var damage = [Int](repeating: 0, count: blockCount)
        for codeword in codewords { damage[block(ofCodeword: codeword)] += 1 }
        return damage
    }
}
