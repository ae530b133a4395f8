// SPDX-License-Identifier: Apache-2.0

/// Values under keys, bounded by the sum of their costs: the least recently used go first.
///
/// Values may be passing: brought by somebody who goes through many, once. All of these leave an eighth of the capacity to
/// the others, take each other's place first, and go before the others, so that a long walk leaves what was used last.
///
/// Doubly linked lists through an array of slots keep the order of use; every operation takes constant time.
package struct LRUStore<Key: Hashable, Value> {
    private struct Slot {
        var entry: (key: Key, value: Value, cost: Int, ring: Int)?
        var newer: Int
        var older: Int
    }

    /// The rings: the slots of these numbers hold no value and close them, with the newest entry on their older side.
    private static var lasting: Int { 0 }
    private static var passing: Int { 1 }

    /// The most that the costs may sum up to.
    package let capacity: Int
    /// The sum of the costs.
    package var cost: Int { costs[0] + costs[1] }

    /// The sum of the costs of each ring.
    private var costs = [0, 0]
    private var slotOfKey: [Key: Int] = [:]
    private var slots = [Slot(entry: nil, newer: 0, older: 0), Slot(entry: nil, newer: 1, older: 1)]
    private var freeSlots: [Int] = []

    /// Makes an empty store.
    package init(capacity: Int) {
        self.capacity = capacity
    }

    /// The number of values.
    package var count: Int { slotOfKey.count }

    /// The value under a key, which thereby becomes the most recently used.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - isPassing: Whether somebody asks who goes through many, once; asked for by others, a value passes no longer.
    /// - Returns: The value; `nil` where there is none.
    package mutating func value(for key: Key, isPassing: Bool = false) -> Value? {
        guard let slot = slotOfKey[key], let entry = slots[slot].entry else { return nil }
        unlink(slot)
        link(slot, asNewestOf: isPassing ? entry.ring : Self.lasting)
        return entry.value
    }

    /// Keeps a value in place of any older one under its key, and drops the least recently used ones that no longer fit;
    /// a value that costs more than the capacity, or than passing values may take of it, is not kept.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - key: Its key.
    ///   - cost: What it costs.
    ///   - isPassing: Whether somebody brings it who goes through many, once.
    package mutating func insert(_ value: Value, for key: Key, cost: Int, isPassing: Bool = false) {
        remove(key)
        let ring = isPassing ? Self.passing : Self.lasting
        let share = isPassing ? capacity - capacity / 8 : capacity
        guard cost <= share else { return }
        while costs[ring] > share - cost, dropOldest(of: ring) {}
        // Others make room for what passes, up to its share; what passes makes room for all others.
        let order = isPassing ? [Self.lasting] : [Self.passing, Self.lasting]
        for ring in order {
            while self.cost > capacity - cost, dropOldest(of: ring) {}
        }
        let entry = Slot(entry: (key, value, cost, ring), newer: 0, older: 0)
        let slot = freeSlots.popLast() ?? slots.endIndex
        if slot == slots.endIndex { slots.append(entry) } else { slots[slot] = entry }
        slotOfKey[key] = slot
        link(slot, asNewestOf: ring)
    }

    /// Drops the value under a key, if there is one.
    mutating func remove(_ key: Key) {
        guard let slot = slotOfKey.removeValue(forKey: key) else { return }
        unlink(slot)
        slots[slot].entry = nil
        freeSlots.append(slot)
    }

    /// - Returns: Whether there was one.
    private mutating func dropOldest(of ring: Int) -> Bool {
        guard let oldest = slots[slots[ring].newer].entry else { return false }
        remove(oldest.key)
        return true
    }

    private mutating func unlink(_ slot: Int) {
        slots[slots[slot].newer].older = slots[slot].older
        slots[slots[slot].older].newer = slots[slot].newer
        if let entry = slots[slot].entry { costs[entry.ring] -= entry.cost }
    }

    private mutating func link(_ slot: Int, asNewestOf ring: Int) {
        let second = slots[ring].older
        slots[slot].newer = ring
        slots[slot].older = second
        slots[second].newer = slot
        slots[ring].older = slot
        slots[slot].entry?.ring = ring
        costs[ring] += slots[slot].entry?.cost ?? 0
    }
}
