// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Remembers which country stands at which place of a database's data, so that a look-up need not read the map there.
///
/// A table of fixed size without locks: each slot holds the last place that fell into it. Two threads that write one slot
/// at the same time both write something true.
final class CountryNames: Sendable {
    private static let slotBits = 12
    /// Each slot: the place in the upper 32 bits plus 1, so that 0 is empty; the country in the lower 16.
    private let slots: [Slot]

    private final class Slot: Sendable {
        let value = Atomic<UInt64>(0)
    }

    init() { slots = (0..<1 << Self.slotBits).map { _ in Slot() } }

    /// The country at a place; nil when it is not remembered, ``CountryCode/unknown`` when there is none.
    subscript(place: UInt32) -> CountryCode? {
        get {
            let value = slot(place).value.load(ordering: .relaxed)
            guard value >> 32 == UInt64(place) + 1 else { return nil }
            return CountryCode(remembered: UInt16(truncatingIfNeeded: value))
        }
        set {
            guard let newValue, place < UInt32.max else { return }
            slot(place).value.store((UInt64(place) + 1) << 32 | UInt64(newValue.rawValue), ordering: .relaxed)
        }
    }

    /// Multiplying by 2^32 divided by the golden ratio spreads places that lie close together (Knuth, volume 3, 6.4).
    private func slot(_ place: UInt32) -> Slot { slots[Int((place &* 0x9E37_79B9) >> UInt32(32 - Self.slotBits))] }
}
