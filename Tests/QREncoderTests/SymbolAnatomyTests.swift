// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QREncoder

@Suite("The anatomy of a symbol tells what each module is for")
struct SymbolAnatomyTests {
    @Test("every codeword has eight modules, and what is left is the remainder", arguments: 1...40)
    func codewords(version: Int) {
        let anatomy = SymbolAnatomy(version: version)
        let total = BlockStructure.dataModules(version: version) / 8
        var modules = [Int](repeating: 0, count: total)
        var remainder = 0
        for (x, y) in every(anatomy.size) {
            switch anatomy[x, y] {
            case .codeword(let index): modules[index] += 1
            case .remainder: remainder += 1
            default: break
            }
        }
        #expect(modules.allSatisfy { $0 == 8 })
        #expect(remainder == BlockStructure.dataModules(version: version) % 8)
    }

    /// The bits are read back through the anatomy alone, and the codewords must divide into valid Reed–Solomon blocks.
    @Test(
        "a symbol that is read by its anatomy has no error in any block",
        arguments: [1, 2, 5, 7, 14, 32, 40], ErrorCorrection.allCases,
    )
    func blocks(version: Int, level: ErrorCorrection) throws {
        let options = EncodingOptions(
            errorCorrection: level, boostsErrorCorrection: false, versions: version...version, mask: 0, )
        let symbol = try QRSymbol(text: "A1", options: options)
        let anatomy = SymbolAnatomy(version: version)
        let blocks = BlockAnatomy(version: version, errorCorrection: level)
        var bits = [[UInt8]](repeating: [], count: blocks.codewordCount)
        // The way of the bits inside a codeword is the placement's; a codeword is taken as the set of its modules.
        let placed = CodewordPath(around: FunctionPatterns(version: version))
        var order: [(bit: Int, x: Int, y: Int)] = []
        for run in placed.runs {
            for step in 0..<Int(run.count) {
                let row = run.isUpward ? Int(run.top) + Int(run.count) - 1 - step : Int(run.top) + step
                order.append((Int(run.bit) + 2 * step, Int(run.column), row))
                order.append((Int(run.bit) + 2 * step + 1, Int(run.column) - 1, row))
            }
        }
        order += placed.singles.map { (Int($0.bit), Int($0.column), Int($0.row)) }
        for (_, x, y) in order.sorted(by: { $0.bit < $1.bit }) {
            guard case .codeword(let index) = anatomy[x, y] else { continue }
            bits[index].append(symbol[x, y] != ((x + y) % 2 == 0) ? 1 : 0)
        }
        var members = [[UInt8]](repeating: [], count: blocks.blockCount)
        for (index, word) in bits.enumerated() {
            members[blocks.block(ofCodeword: index)].append(word.reduce(0) { $0 << 1 | $1 })
        }
        let correction = BlockStructure(version: version, errorCorrection: level).eccPerBlock
        for block in members {
            let data = Array(block.dropLast(correction))
            #expect(ReferenceField.remainder(data, count: correction) == Array(block.suffix(correction)))
        }
    }

    @Test("the patterns have their numbers of modules")
    func patterns() {
        for version in [1, 2, 7, 40] {
            let anatomy = SymbolAnatomy(version: version)
            var counts: [SymbolAnatomy.Role: Int] = [:]
            for (x, y) in every(anatomy.size) { counts[anatomy[x, y], default: 0] += 1 }
            #expect(counts[.finder] == 147)
            #expect(counts[.separator] == 45)
            #expect(counts[.format] == 30)
            #expect(counts[.darkModule] == 1)
            #expect(counts[.version] == (version >= 7 ? 36 : nil))
            #expect(counts[.alignment] == [1: nil, 2: 25, 7: 150, 40: 46 * 25][version])
        }
    }

    @Test("the dark module is dark, and a codeword beyond the long blocks belongs to error correction")
    func details() throws {
        let symbol = try QRSymbol(text: "A", options: .init(versions: 5...5))
        #expect(SymbolAnatomy(version: 5)[8, symbol.size - 8] == .darkModule)
        #expect(symbol[8, symbol.size - 8])
        // Version 5-Q: two blocks of 15 data codewords, then two of 16, 18 for error correction in each.
        let blocks = BlockAnatomy(version: 5, errorCorrection: .quartile)
        #expect([0, 3, 4, 59, 60, 61, 62, 65].map(blocks.block) == [0, 3, 0, 3, 2, 3, 0, 3])
        #expect(blocks.correctable == 9)
        #expect(blocks.damage(of: [0, 4, 61]) == [2, 0, 0, 1])
    }

    private func every(_ size: Int) -> [(Int, Int)] {
        (0..<size * size).map { ($0 % size, $0 / size) }
    }
}
