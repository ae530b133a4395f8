// SPDX-License-Identifier: Apache-2.0

package import Codes
import Synchronization

extension RedirectTable {
    /// How many codes are read at a time when the table is warmed: scans that wait come before.
    private static let readsAtOnce = 8

    /// The ids of the codes that are at hand, those first that were asked for lately.
    package var cachedIDs: [CodeID] {
        let ids = shards.map { shard in shard.content.withLock { $0.ids } }
        return ids.flatMap(\.recent) + ids.flatMap(\.others)
    }

    /// Reads codes ahead of their scans, as scans would; ends where the store does not answer.
    ///
    /// The codes are read as they are now: whatever was edited meanwhile, what a scan gets is what the store has.
    /// - Parameter ids: the codes, the most important first.
    /// - Returns: how many of them are at hand now.
    package func warm(_ ids: [CodeID]) async -> Int {
        await withTaskGroup { group in
            let readers = Self.readsAtOnce
            for first in 0..<readers {
                group.addTask {
                    var warmed = 0
                    for index in stride(from: first, to: ids.count, by: readers) where !Task.isCancelled {
                        guard case .answer(let answer) = await self.answer(for: ids[index]) else { break }
                        if !answer.isUnknown { warmed += 1 }
                    }
                    return warmed
                }
            }
            return await group.reduce(0, +)
        }
    }
}
