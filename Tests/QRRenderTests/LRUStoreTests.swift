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
}
