// SPDX-License-Identifier: Apache-2.0

import Codes
import Testing

@testable import Redirect

@Suite("the map of answers")
struct AnswerMapTests {
    private func answer(_ id: CodeID, number: Int) -> CachedAnswer {
        var content = CachedAnswer.Content(kind: .found)
        content.number = Int64(number)
        content.link = "https://example.com/\(number)"
        return CachedAnswer(id, content, loadedAt: 0, freshFor: 1_000)
    }

    @Test("with room for all it holds what a dictionary holds, whatever is put in and taken out", arguments: 1...8)
    func againstDictionary(seed: Int) throws {
        // Few ids and many turns: chains form, break and close again.
        var generator = SplitMix(seed: UInt64(seed))
        var map = AnswerMap(maximumBytes: 1 << 20)
        var model: [CodeID: Int] = [:]
        for turn in 0..<4_000 {
            let id = try id("code-\(Int.random(in: 0..<300, using: &generator))")
            let bytes = Array(id.text.utf8)
            if Int.random(in: 0..<3, using: &generator) == 0 {
                map.remove(bytes.span, hash: IDHash.of(bytes.span))
                model[id] = nil
            } else {
                map.insert(answer(id, number: turn), for: bytes.span)
                model[id] = turn
            }
            let found = map.find(bytes.span, hash: IDHash.of(bytes.span))
            #expect(found?.number == model[id].map(Int64.init))
        }
        #expect(map.count == model.count)
        for (id, number) in model {
            let bytes = Array(id.text.utf8)
            #expect(map.find(bytes.span, hash: IDHash.of(bytes.span))?.number == Int64(number))
        }
        #expect(map.byteCount == model.keys.reduce(0) { $0 + answer($1, number: model[$1] ?? 0).cost })
    }

    @Test("without room for all it stays within its bytes and finds nothing that it does not hold")
    func bounded() throws {
        var map = AnswerMap(maximumBytes: 4_096)
        var generator = SplitMix(seed: 9)
        for turn in 0..<4_000 {
            let id = try id("code-\(Int.random(in: 0..<300, using: &generator))")
            let bytes = Array(id.text.utf8)
            map.insert(answer(id, number: turn), for: bytes.span)
            #expect(map.byteCount <= 4_096)
            #expect(map.find(bytes.span, hash: IDHash.of(bytes.span))?.number == Int64(turn))
        }
        var held = 0
        for number in 0..<300 {
            let bytes = Array("code-\(number)".utf8)
            if map.find(bytes.span, hash: IDHash.of(bytes.span)) != nil { held += 1 }
        }
        #expect(held == map.count)
        #expect(held > 15)
    }
}

/// Chance that a test can repeat.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
