// SPDX-License-Identifier: Apache-2.0

/// Values under keys, bounded by the sum of their costs: the least recently used go first.
///
/// A doubly linked list through an array of slots keeps the order of use; every operation takes constant time.
package struct LRUStore<Key: Hashable, Value> {
    private struct Slot {
        var entry: (key: Key, value: Value, cost: Int)?
        var newer: Int
        var older: Int
    }

    /// The most that the costs may sum up to.
    package let capacity: Int
    /// The sum of the costs.
    package private(set) var cost = 0

    private var slotOfKey: [Key: Int] = [:]
    /// Slot 0 holds no value: it closes the ring, with the newest entry on its older side.
    private var slots = [Slot(entry: nil, newer: 0, older: 0)]
    private var freeSlots: [Int] = []

    /// Makes an empty store.
    package init(capacity: Int) {
        self.capacity = capacity
    }

    /// The number of values.
    package var count: Int { slotOfKey.count }

    /// The value under a key, which thereby becomes the most recently used.
    package mutating func value(for key: Key) -> Value? {
        guard let slot = slotOfKey[key] else { return nil }
        unlink(slot)
        linkAsNewest(slot)
        return slots[slot].entry?.value
    }

    /// Keeps a value in place of any older one under its key, and drops the least recently used ones that no longer fit;
    /// a value that costs more than the capacity is not kept.
    package mutating func insert(_ value: Value, for key: Key, cost: Int) {
        remove(key)
        guard cost <= capacity else { return }
        while self.cost > capacity - cost, let oldest = slots[slots[0].newer].entry { remove(oldest.key) }
        let entry = Slot(entry: (key, value, cost), newer: 0, older: 0)
        let slot = freeSlots.popLast() ?? slots.endIndex
        if slot == slots.endIndex { slots.append(entry) } else { slots[slot] = entry }
        slotOfKey[key] = slot
        self.cost += cost
        linkAsNewest(slot)
    }

    /// Drops the value under a key, if there is one.
    mutating func remove(_ key: Key) {
        guard let slot = slotOfKey.removeValue(forKey: key) else { return }
        unlink(slot)
        cost -= slots[slot].entry?.cost ?? 0
        slots[slot].entry = nil
        freeSlots.append(slot)
    }

    private mutating func unlink(_ slot: Int) {
        slots[slots[slot].newer].older = slots[slot].older
        slots[slots[slot].older].newer = slots[slot].newer
    }

    private mutating func linkAsNewest(_ slot: Int) {
        let second = slots[0].older
        slots[slot].newer = 0
        slots[slot].older = second
        slots[second].newer = slot
        slots[0].older = slot
    }
}
