// SPDX-License-Identifier: Apache-2.0

public import QREncoder

extension ScanReport {
    /// How much of the error correction a picture uses up before any dirt, glare or blur.
    public struct ErrorCorrectionUse: Hashable, Sendable {
        /// The level of the symbol.
        public let level: ErrorCorrection
        /// The codewords that a reader gets wrong, or may get wrong, in the whole symbol.
        public let damagedCodewords: Int
        /// The block that suffers most, counted from 0.
        public let worstBlock: Int
        /// The codewords that a reader gets wrong in that block.
        public let damagedInWorstBlock: Int
        /// The wrong codewords that can be corrected in each block: half of its error correction codewords.
        public let correctableInBlock: Int

        /// The share of the worst block's budget that is used: 0 is untouched, beyond 1 nothing can be read.
        public var budgetUsed: Double { Double(damagedInWorstBlock) / Double(correctableInBlock) }

        /// The use of a symbol that nothing is drawn over.
        init(unusedAt level: ErrorCorrection) {
            self.level = level
            (damagedCodewords, worstBlock, damagedInWorstBlock, correctableInBlock) = (0, 0, 0, 1)
        }

        /// The use of a symbol whose wrong codewords are known.
        ///
        /// - Parameters:
        ///   - symbol: The symbol.
        ///   - damaged: The indices of its wrong codewords, each once.
        init(_ symbol: QRSymbol, damaged: [Int] = []) {
            let blocks = BlockAnatomy(version: symbol.version, errorCorrection: symbol.errorCorrection)
            level = symbol.errorCorrection
            damagedCodewords = damaged.count
            correctableInBlock = blocks.correctable
            guard !damaged.isEmpty else {
                (worstBlock, damagedInWorstBlock) = (0, 0)
                return
            }
            let damage = blocks.damage(of: damaged)
            damagedInWorstBlock = damage.max() ?? 0
            worstBlock = damage.firstIndex(of: damagedInWorstBlock) ?? 0
        }
    }
}
