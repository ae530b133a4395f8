// SPDX-License-Identifier: Apache-2.0

/// Who was seen on a day, and when first: by every code, account and tag.
///
/// Open addressing over two flat arrays: 12 bytes an entry at a load of at most two thirds. An entry is a hash of 64 bits
/// of owner and visitor: among ten million a day two are mistaken for one another once in a thousand years.
struct VisitorTable: Sendable {
    /// What a scan is to its visitor's day.
    enum Claim: Equatable {
        /// The first one so far.
        case first
        /// There was an earlier one, or one at the same moment.
        case known
        /// Earlier than the one that was the first so far, which was at that millisecond of the day.
        case earlier(than: UInt32)
        /// The table is full: nobody can say.
        case unknown
    }

    /// The most entries of a day: 1.2 GB of memory at worst.
    ///
    /// Visitors beyond make scans without being uniques.
    static let capacity = 48_000_000

    // 0 is free.
    private var keys: [UInt64]
    private var times: [UInt32]
    private(set) var count = 0

    init() {
        keys = Array(repeating: 0, count: 1_024)
        times = Array(repeating: 0, count: 1_024)
    }

    /// The key of an owner's visitor.
    ///
    /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
    static func key(_ scope: ScopeKey, generation: UInt32 = 0, visitor: UInt64) -> UInt64 {
        let owner = UInt64(bitPattern: scope.packed) | UInt64(generation) << 36
        var mixed = visitor &+ owner &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return mixed == 0 ? 1 : mixed
    }

    /// Notes a visitor's scan at a millisecond of the day.
    mutating func claim(_ key: UInt64, at time: UInt32) -> Claim {
        var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
        while keys[slot] != 0 {
            if keys[slot] == key {
                let known = times[slot]
                guard time < known else { return .known }
                times[slot] = time
                return .earlier(than: known)
            }
            slot = (slot + 1) & (keys.count - 1)
        }
        guard count < Self.capacity else { return .unknown }
        keys[slot] = key
        times[slot] = time
        count += 1
        if count * 3 > keys.count * 2 { grow() }
        return .first
    }

    private mutating func grow() {
        let (oldKeys, oldTimes) = (keys, times)
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        times = Array(repeating: 0, count: oldKeys.count * 2)
        for (index, key) in oldKeys.enumerated() where key != 0 {
            var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
            while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
            keys[slot] = key
            times[slot] = oldTimes[index]
        }
    }
}
