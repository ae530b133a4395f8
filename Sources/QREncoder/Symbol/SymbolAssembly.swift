// SPDX-License-Identifier: Apache-2.0

/// Steps 3 to 7 of ISO/IEC 18004:2015, 7.1: from data codewords to the finished symbol.
///
/// All intermediate values lie in a block of the pool; the packed rows of the result are the only allocation.
@safe
struct SymbolAssembly {
    private let version: Int
    private let errorCorrection: ErrorCorrection
    private let structure: BlockStructure
    private let layout: UnsafePointer<SymbolLayout>

    init(version: Int, errorCorrection: ErrorCorrection) {
        self.version = version
        self.errorCorrection = errorCorrection
        structure = BlockStructure(version: version, errorCorrection: errorCorrection)
        unsafe layout = SymbolLayout.of(version: version)
    }

    /// Makes the symbol.
    ///
    /// - Parameters:
    ///   - mask: The mask 0…7, or `nil` for the one of lowest penalty.
    ///   - write: Writes the segments; terminator and padding follow.
    /// - Returns: The finished symbol.
    @inline(__always)
    func symbol(mask: Int?, write: (inout BitWriter) -> Void) -> QRSymbol {
        let plan = unsafe ScratchPlan(structure: structure, layout: layout)
        return unsafe ScratchPool.withMemory(byteCount: plan.byteCount) { bytes in
            let scratch = unsafe Scratch(bytes, plan: plan)
            var writer = unsafe BitWriter(codewords: scratch.data)
            write(&writer)
            writer.finish(bitCount: 8 * structure.dataCodewords, terminator: 4)
            return finish(scratch, mask: mask)
        }
    }

    /// Error correction, placement, masking, format information.
    private func finish(_ scratch: Scratch, mask: Int?) -> QRSymbol {
        unsafe ErrorCorrectionCoding.encode(scratch.data, structure: structure, into: scratch.ecc)
        unsafe Interleaving.interleave(
            data: scratch.data, ecc: scratch.ecc, structure: structure, into: scratch.message, )
        unsafe (scratch.message + structure.totalCodewords)
            .initialize(repeating: 0, count: MessageStreams.messageSlack)
        let streams = unsafe MessageStreams(
            message: scratch.message, totalCodewords: structure.totalCodewords, scratch: scratch.streams, )
        let width = unsafe layout.pointee.wordsPerLine
        let words = unsafe layout.pointee.size * width
        unsafe scratch.columns.initialize(repeating: 0, count: 64 * width * width)
        unsafe CodewordPlacement.place(streams, layout: layout, columns: scratch.columns)
        unsafe Transposition.transpose(scratch.columns, into: scratch.rows, wordsPerLine: width)
        for word in 0..<words { unsafe scratch.rows[word] |= layout.pointee.dark[word] }
        let chosen = mask ?? bestMask(scratch, words: words)
        return unsafe symbol(rows: scratch.rows, mask: chosen)
    }

    /// The mask of lowest penalty, the lowest number among equals.
    private func bestMask(_ scratch: Scratch, words: Int) -> Int {
        for word in 0..<words { unsafe scratch.columns[word] |= layout.pointee.dark[word] }
        let penalties = unsafe MaskSelection.penalties(
            rows: scratch.rows, columns: scratch.columns, layout: layout, errorCorrection: errorCorrection,
            scratch: scratch.lanes, )
        var best = 0
        for mask in 1..<8 where penalties[mask] < penalties[best] { best = mask }
        return best
    }

    /// Masks the rows and draws the format information.
    private func symbol(rows: UnsafePointer<UInt64>, mask: Int) -> QRSymbol {
        let size = unsafe layout.pointee.size
        let width = unsafe layout.pointee.wordsPerLine
        let message = unsafe layout.pointee.message
        let format = FormatInformation(errorCorrection: errorCorrection, mask: mask)
        let words = unsafe [UInt64](unsafeUninitializedCapacity: size * width) { words, count in
            guard let lines = words.baseAddress else { return }
            let pair = DataMask.offset(pair: mask / 2)
            for line in 0..<size {
                for word in 0..<width {
                    let pattern = DataMask.rows[pair + line % DataMask.period * DataMask.wordsPerLine + word]
                    let index = line * width + word
                    unsafe lines[index] = rows[index] ^ pattern[mask % 2] & message[index]
                }
            }
            unsafe format.draw(rows: lines, size: size, wordsPerLine: width)
            count = size * width
        }
        return QRSymbol(version: version, errorCorrection: errorCorrection, mask: mask, words: words)
    }
}
