// SPDX-License-Identifier: Apache-2.0

@testable import QREncoder

/// A plain encoder, module by module, to hold the fast one against.
///
/// Only the table of blocks is shared with it, which the oracles check.
struct ReferenceEncoder {
    let version: Int
    let errorCorrection: ErrorCorrection
    /// The symbol before masking, with the format information of some mask.
    private(set) var unmasked: ReferenceMatrix

    init(codewords: [UInt8], version: Int, errorCorrection: ErrorCorrection) {
        self.version = version
        self.errorCorrection = errorCorrection
        unmasked = ReferenceMatrix(size: 17 + 4 * version)
        unmasked.drawFunctionPatterns(version: version)
        let blocks = BlockStructure(version: version, errorCorrection: errorCorrection)
        place(ReferenceEncoder.interleaved(codewords, blocks))
    }

    /// The finished symbol.
    func masked(_ mask: Int) -> ReferenceMatrix {
        var matrix = unmasked
        for y in 0..<matrix.size {
            for x in 0..<matrix.size where !matrix.isFunction(x, y) && ReferenceEncoder.inverts(mask, x: x, y: y) {
                matrix[x, y].toggle()
            }
        }
        matrix.drawFormatInformation(errorCorrection: errorCorrection, mask: mask)
        return matrix
    }

    /// The penalties of the eight masks.
    func penalties() -> [Int] { (0..<8).map { masked($0).penalty } }

    /// The mask that the standard prefers: the lowest number of least penalty.
    static func best(_ penalties: [Int]) -> Int {
        penalties.indices.reduce(0) { penalties[$1] < penalties[$0] ? $1 : $0 }
    }

    /// 7.8.2, Table 10.
    static func inverts(_ mask: Int, x: Int, y: Int) -> Bool {
        switch mask {
        case 0: (y + x) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (y + x) % 3 == 0
        case 4: (y / 2 + x / 3) % 2 == 0
        case 5: (y * x) % 2 + (y * x) % 3 == 0
        case 6: ((y * x) % 2 + (y * x) % 3) % 2 == 0
        default: ((y + x) % 2 + (y * x) % 3) % 2 == 0
        }
    }

    /// 7.7.3: two columns at a time from the right, upwards, then downwards, and so on.
    private mutating func place(_ message: [UInt8]) {
        var bit = 0
        var upward = true
        var right = unmasked.size - 1
        while right > 0 {
            if right == 6 { right = 5 }
            for step in 0..<unmasked.size {
                let y = upward ? unmasked.size - 1 - step : step
                for x in [right, right - 1] where !unmasked.isFunction(x, y) {
                    unmasked[x, y] = bit < message.count * 8 && message[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
                    bit += 1
                }
            }
            upward.toggle()
            right -= 2
        }
    }

    /// 7.5 and 7.6.
    private static func interleaved(_ codewords: [UInt8], _ structure: BlockStructure) -> [UInt8] {
        var blocks: [[UInt8]] = []
        var next = 0
        for block in 0..<structure.blockCount {
            let length = structure.shortLength + (block < structure.shortCount ? 0 : 1)
            blocks.append(Array(codewords[next..<next + length]))
            next += length
        }
        var message: [UInt8] = []
        for index in 0...structure.shortLength {
            for block in blocks where index < block.count { message.append(block[index]) }
        }
        let corrections = blocks.map { ReferenceField.remainder($0, count: structure.eccPerBlock) }
        for index in 0..<structure.eccPerBlock {
            for correction in corrections { message.append(correction[index]) }
        }
        return message
    }
}
