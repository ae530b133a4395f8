// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QREncoder

@Suite("Temporary memory is used again, and never by two at once")
struct ScratchPoolTests {
    @Test("no encoding needs more than a block")
    func sizes() {
        for version in 1...40 {
            for level in ErrorCorrection.allCases {
                let structure = BlockStructure(version: version, errorCorrection: level)
                let plan = unsafe ScratchPlan(structure: structure, layout: SymbolLayout.of(version: version))
                #expect(plan.byteCount <= ScratchPool.blockBytes)
            }
        }
        #expect(TextAnalysis.scratchBytes(textCount: Capacity.maximumTextBytes) <= ScratchPool.blockBytes)
    }

    @Test("blocks in use at once are different ones, however many")
    func nesting() {
        func depth(_ count: Int, _ used: Set<Int>) -> Int {
            guard count > 0 else { return used.count }
            return unsafe ScratchPool.withMemory(byteCount: 8) { block in
                unsafe block.storeBytes(of: count, as: Int.self)
                let found = depth(count - 1, used.union([Int(bitPattern: block)]))
                #expect(unsafe block.load(as: Int.self) == count)
                return found
            }
        }
        #expect(depth(40, []) == 40)
    }

    @Test("many threads encode what one does")
    func threads() async throws {
        let texts = (0..<200).map { String(repeating: "Waymark \($0) ", count: 1 + $0 % 60) }
        let alone = try texts.map { try QRSymbol(text: $0) }
        let together = try await withThrowingTaskGroup(of: (Int, QRSymbol).self) { group in
            for (index, text) in texts.enumerated() { group.addTask { (index, try QRSymbol(text: text)) } }
            return try await group.reduce(into: [Int: QRSymbol]()) { $0[$1.0] = $1.1 }
        }
        #expect(alone.indices.allSatisfy { together[$0] == alone[$0] })
    }
}
