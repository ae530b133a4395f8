// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import QRRender

@Suite("LRU store")
struct LRUStoreTests {
    @Test("the least recently used value goes first")
    func order() {
        var store = LRUStore<String, Int>(capacity: 3)
        for (value, key) in ["a", "b", "c"].enumerated() { store.insert(value, for: key, cost: 1) }
        #expect(store.value(for: "a") == 0)
        store.insert(3, for: "d", cost: 1)
        #expect(store.value(for: "b") == nil)
        #expect(["a", "c", "d"].map { store.value(for: $0) } == [0, 2, 3])
        #expect((store.count, store.cost) == (3, 3))
    }

    @Test("a large value drives out as many as it needs, one beyond the capacity is not kept")
    func large() {
        var store = LRUStore<String, Int>(capacity: 10)
        for key in ["a", "b", "c", "d", "e"] { store.insert(0, for: key, cost: 2) }
        store.insert(1, for: "f", cost: 5)
        #expect(["a", "b", "c"].allSatisfy { store.value(for: $0) == nil })
        #expect((store.count, store.cost) == (3, 9))
        store.insert(2, for: "f", cost: 11)
        #expect(store.value(for: "f") == nil)
        #expect((store.count, store.cost) == (2, 4))
    }

    @Test("a value takes the place of the older one under its key")
    func replace() {
        var store = LRUStore<String, Int>(capacity: 10)
        store.insert(1, for: "a", cost: 4)
        store.insert(2, for: "a", cost: 6)
        #expect(store.value(for: "a") == 2)
        #expect((store.count, store.cost) == (1, 6))
        store.remove("a")
        store.remove("a")
        #expect((store.count, store.cost) == (0, 0))
    }

    @Test("it behaves like a plain list that is searched and moved, over a thousand random steps")
    func model() {
        var generator = SplitMix(seed: 1)
        var store = LRUStore<Int, Int>(capacity: 20)
        var list: [(key: Int, value: Int, cost: Int)] = []
        for step in 0..<1_000 {
            let key = Int.random(in: 0..<12, using: &generator)
            let found = list.firstIndex { $0.key == key }
            switch Int.random(in: 0..<4, using: &generator) {
            case 0:
                if let found { list.remove(at: found) }
                store.remove(key)
            case 1:
                let cost = Int.random(in: 0...8, using: &generator)
                if let found { list.remove(at: found) }
                list.append((key, step, cost))
                while list.reduce(0, { $0 + $1.cost }) > 20 { list.removeFirst() }
                store.insert(step, for: key, cost: cost)
            default:
                #expect(store.value(for: key) == found.map { list[$0].value })
                if let found { list.append(list.remove(at: found)) }
            }
            #expect(store.count == list.count)
            #expect(store.cost == list.reduce(0) { $0 + $1.cost })
        }
    }

    @Test("who goes through many leaves an eighth that was used last, and finds what fits in the rest again")
    func passing() {
        var store = LRUStore<Int, Int>(capacity: 16)
        for key in 0..<16 { store.insert(key, for: key, cost: 1) }
        for key in 100..<200 { store.insert(key, for: key, cost: 1, isPassing: true) }
        #expect((0..<14).allSatisfy { store.value(for: $0, isPassing: true) == nil })
        #expect((14..<16).allSatisfy { store.value(for: $0, isPassing: true) == $0 })
        #expect((186..<200).allSatisfy { store.value(for: $0, isPassing: true) == $0 })
        #expect((store.count, store.cost) == (16, 16))
        store.insert(0, for: 300, cost: 15, isPassing: true)
        #expect(store.value(for: 300) == nil && store.count == 16)
    }

    @Test("what passes makes room for the others first, unless one of them asked for it")
    func passingGoesFirst() {
        var store = LRUStore<Int, Int>(capacity: 4)
        for key in 0..<2 { store.insert(key, for: key, cost: 1) }
        for key in 2..<4 { store.insert(key, for: key, cost: 1, isPassing: true) }
        #expect(store.value(for: 2) == 2)
        store.insert(4, for: 4, cost: 1)
        #expect(store.value(for: 3) == nil)
        #expect([0, 1, 2, 4].allSatisfy { store.value(for: $0) == $0 })
        store.insert(5, for: 5, cost: 1)
        #expect(store.value(for: 0) == nil && store.value(for: 1) == 1)
        store.insert(6, for: 1, cost: 1, isPassing: true)
        store.insert(7, for: 7, cost: 1)
        #expect(store.value(for: 1) == nil && store.cost == 4)
    }

    @Test("neither the capacity nor the share of what passes is exceeded, over a thousand random steps")
    func bounds() {
        var generator = SplitMix(seed: 2)
        var store = LRUStore<Int, Int>(capacity: 20)
        var known: [Int: (value: Int, cost: Int, isPassing: Bool)] = [:]
        for step in 0..<1_000 {
            let (key, isPassing) = (Int.random(in: 0..<16, using: &generator), Bool.random(using: &generator))
            if Bool.random(using: &generator) {
                let cost = Int.random(in: 0...12, using: &generator)
                store.insert(step, for: key, cost: cost, isPassing: isPassing)
                known[key] = (step, cost, isPassing)
            } else if let value = store.value(for: key, isPassing: isPassing) {
                #expect(value == known[key]?.value)
                if !isPassing { known[key]?.isPassing = false }
            }
            let kept = (0..<16).filter { store.value(for: $0, isPassing: true) != nil }.compactMap { known[$0] }
            #expect(kept.count == store.count && store.cost == kept.reduce(0) { $0 + $1.cost } && store.cost <= 20)
            #expect(kept.reduce(0) { $0 + ($1.isPassing ? $1.cost : 0) } <= 18)
        }
    }
}
