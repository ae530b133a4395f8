// SPDX-License-Identifier: Apache-2.0

/// How the codewords of one version and level are divided into error correction blocks (ISO/IEC 18004:2015, 7.5.1,
/// Tables 1, 7 and 9).
struct BlockStructure {
    /// All codewords of the symbol, data and error correction: 26…3,706.
    let totalCodewords: Int
    /// The blocks: 1…81.
    let blockCount: Int
    /// The error correction codewords of every block: 7…30.
    let eccPerBlock: Int
    /// The data codewords of a short block: 9…122; a long block, of which there may be none, has one more.
    let shortLength: Int
    /// The short blocks, which come first.
    let shortCount: Int

    init(version: Int, errorCorrection: ErrorCorrection) {
        totalCodewords = BlockStructure.dataModules(version: version) / 8
        let row = errorCorrection.rawValue * 40 + version - 1
        blockCount = Int(BlockStructure.blockCounts[row])
        eccPerBlock = Int(BlockStructure.eccLengths[row])
        shortLength = totalCodewords / blockCount - eccPerBlock
        shortCount = blockCount - totalCodewords % blockCount
    }

    /// The data codewords of the symbol: 9…2,956.
    var dataCodewords: Int { totalCodewords - blockCount * eccPerBlock }

    /// Where the data of a block begins among the data codewords.
    func start(ofBlock block: Int) -> Int { block * shortLength + max(0, block - shortCount) }

    /// The data codewords of a block.
    func length(ofBlock block: Int) -> Int { shortLength + (block < shortCount ? 0 : 1) }

    /// The modules that are left for codewords and remainder bits: all but the function patterns, format and version
    /// information (Table 1).
    static func dataModules(version: Int) -> Int {
        // Three finders with separators take 192 modules, the format information with the dark module 31, the timing
        // patterns 2 × (size − 16).
        let size = 17 + 4 * version
        var modules = size * size - 192 - 31 - 2 * (size - 16)
        if version >= 2 {
            // Alignment patterns of 25 modules on a square grid without three corners; those on row and column 6
            // share 5 modules with the timing patterns.
            let grid = version / 7 + 2
            modules -= 25 * (grid * grid - 3) - 2 * 5 * (grid - 2)
        }
        if version >= 7 { modules -= 2 * 18 }
        return modules
    }
}
