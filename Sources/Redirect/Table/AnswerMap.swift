// SPDX-License-Identifier: Apache-2.0

import Codes

/// A hash table of answers that keeps within a number of bytes.
///
/// Open addressing with linear probing: 16 bytes a slot, at most three quarters full. When the bytes run out a hand goes
/// round the slots: an entry that was used since the hand last came is spared once, the first that was not goes (the
/// clock algorithm: as good as "least recently used" here, and a hit writes one bit instead of moving list nodes).
struct AnswerMap {
    /// A place for an entry.
    ///
    /// The top bit of `mark` says that it was used; the rest are the low bits of its hash.
    private struct Slot {
        var mark: UInt64 = 0
        var answer: CachedAnswer?
    }

    private static let used: UInt64 = 1 << 63
    private static let smallest = 16

    private var slots = [Slot](repeating: Slot(), count: smallest)
    private var hand = 0
    /// How many entries there are.
    private(set) var count = 0
    /// What they cost together, see ``CachedAnswer/cost``.
    private(set) var byteCount = 0
    /// The most that they may cost.
    let maximumBytes: Int

    /// Makes an empty map.
    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    /// The entry of an id, which is marked as used.
    @inline(__always)
    mutating func find(_ id: Span<UInt8>, hash: UInt64) -> CachedAnswer? {
        guard let index = index(of: id, hash: hash) else { return nil }
        // Read before it is written: a line that is not written stays in every core's cache.
        if slots[index].mark & Self.used == 0 { slots[index].mark |= Self.used }
        return slots[index].answer
    }

    /// Puts an entry in, in the place of the one that its id has, and takes others out until the bytes suffice.
    ///
    /// An entry that is larger than the whole map is not kept.
    mutating func insert(_ answer: CachedAnswer, for id: Span<UInt8>) {
        remove(id, hash: answer.hash)
        guard answer.cost <= maximumBytes else { return }
        while byteCount + answer.cost > maximumBytes { evict() }
        if (count + 1) * 4 > slots.count * 3 { resize(to: slots.count * 2) }
        place(Slot(mark: answer.hash & ~Self.used, answer: answer))
        count += 1
        byteCount += answer.cost
    }

    /// Takes an id's entry out.
    mutating func remove(_ id: Span<UInt8>, hash: UInt64) {
        guard let index = index(of: id, hash: hash) else { return }
        remove(at: index)
    }

    /// The ids of all entries, by whether they were used since the hand last came.
    var ids: (recent: [CodeID], others: [CodeID]) {
        var ids: (recent: [CodeID], others: [CodeID]) = ([], [])
        for slot in slots {
            guard let id = slot.answer.flatMap({ CodeID($0.id) }) else { continue }
            if slot.mark & Self.used != 0 { ids.recent.append(id) } else { ids.others.append(id) }
        }
        return ids
    }

    private func index(of id: Span<UInt8>, hash: UInt64) -> Int? {
        let mask = slots.count - 1
        let mark = hash & ~Self.used
        var index = Int(truncatingIfNeeded: hash) & mask
        // Ends at an empty slot; there always is one, for the table is never full.
        while let answer = slots[index].answer {
            if slots[index].mark & ~Self.used == mark, answer.isFor(id) { return index }
            index = (index + 1) & mask
        }
        return nil
    }

    private mutating func place(_ slot: Slot) {
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: slot.mark) & mask
        while slots[index].answer != nil { index = (index + 1) & mask }
        slots[index] = slot
    }

    /// Empties a slot and moves up what stands behind it, so that no search ends too early (Knuth, The Art of Computer
    /// Programming, volume 3, section 6.4, algorithm R).
    private mutating func remove(at start: Int) {
        count -= 1
        byteCount -= slots[start].answer?.cost ?? 0
        let mask = slots.count - 1
        var hole = start
        var index = (start + 1) & mask
        while slots[index].answer != nil {
            let home = Int(truncatingIfNeeded: slots[index].mark) & mask
            // An entry may fill the hole unless its home lies cyclically behind the hole.
            if (index - home) & mask >= (index - hole) & mask {
                slots[hole] = slots[index]
                hole = index
            }
            index = (index + 1) & mask
        }
        slots[hole] = Slot()
    }

    private mutating func evict() {
        while count > 0 {
            let index = hand
            if slots[index].answer != nil, slots[index].mark & Self.used == 0 {
                // What moves up into the slot is looked at next.
                remove(at: index)
                return
            }
            slots[index].mark &= ~Self.used
            hand = (hand + 1) & (slots.count - 1)
        }
    }

    private mutating func resize(to size: Int) {
        let old = slots
        slots = [Slot](repeating: Slot(), count: size)
        hand = 0
        for slot in old where slot.answer != nil { place(slot) }
    }
}
