// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import QREncoder

/// Reads the segments out of a flawless symbol, without correcting errors: the way of the encoder backwards.
struct ReferenceReader {
    /// A segment as it stands in the symbol.
    struct ReadSegment: Equatable {
        let mode: Segment.Mode
        /// Digits, characters, bytes or kanji; what a header tells.
        let count: Int
        /// The bits, header included.
        let bits: Int
    }

    /// The mask that the format information tells.
    let mask: Int
    /// The level that it tells.
    let errorCorrection: ErrorCorrection
    /// The data codewords.
    let codewords: [UInt8]
    private let version: Int

    /// Reads a symbol.
    init(size: Int, isDark: (_ x: Int, _ y: Int) -> Bool) throws {
        version = (size - 17) / 4
        // Bits 14…10 of the format information lie in row 8, from the left edge.
        var format = 0
        for x in 0..<5 { format = format << 1 | (isDark(x, 8) ? 1 : 0) }
        let data = format ^ 0b10101
        mask = data & 7
        errorCorrection = [.medium, .low, .high, .quartile][data >> 3]
        var patterns = ReferenceMatrix(size: size)
        patterns.drawFunctionPatterns(version: version)
        var bits: [Bool] = []
        for (step, right) in ((1...size / 2).reversed().map { $0 * 2 <= 6 ? $0 * 2 - 1 : $0 * 2 }).enumerated() {
            for row in 0..<size {
                let y = step % 2 == 0 ? size - 1 - row : row
                for x in [right, right - 1] where !patterns.isFunction(x, y) {
                    bits.append(isDark(x, y) != ReferenceEncoder.inverts(mask, x: x, y: y))
                }
            }
        }
        codewords = ReferenceReader.deinterleaved(
            bits, BlockStructure(version: version, errorCorrection: errorCorrection),
        )
    }

    /// Reads a symbol of an oracle.
    init(_ symbol: OracleSymbol) throws {
        guard let bytes = Data(base64Encoded: symbol.words).map(Array.init) else {
            throw CocoaError(.coderInvalidValue)
        }
        let bytesPerRow = bytes.count / symbol.size
        try self.init(size: symbol.size) { x, y in bytes[y * bytesPerRow + x / 8] >> UInt8(x % 8) & 1 == 1 }
    }

    /// The segments up to the terminator.
    func segments() throws -> [ReadSegment] {
        let bits = codewords.flatMap { codeword -> [Bool] in (0..<8).map { codeword >> UInt8(7 - $0) & 1 == 1 } }
        var position = 0
        func take(_ count: Int) -> Int {
            defer { position += count }
            return bits[position..<position + count].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
        var segments: [ReadSegment] = []
        while position + 4 <= bits.count {
            let start = position
            let indicator = take(4)
            if indicator == 0 { break }
            let mode = try #require(Segment.Mode.allCases.first { $0.indicator == indicator })
            var count = take(mode.countBits(VersionClass(version: version)))
            switch mode {
            case .eci, .fnc1Second: count = take(8)
            case .fnc1First: break
            case .structuredAppend: count = take(16)
            default:
                position += mode.dataBits(characters: count)
            }
            segments.append(ReadSegment(mode: mode, count: count, bits: position - start))
        }
        return segments
    }

    private static func deinterleaved(_ bits: [Bool], _ structure: BlockStructure) -> [UInt8] {
        var blocks = Array(repeating: [UInt8](), count: structure.blockCount)
        var next = 0
        for index in 0...structure.shortLength {
            for block in 0..<structure.blockCount where index < structure.length(ofBlock: block) {
                blocks[block].append(bits[next..<next + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) })
                next += 8
            }
        }
        return blocks.flatMap { $0 }
    }
}
