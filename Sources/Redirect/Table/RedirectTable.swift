// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store
import Synchronization

/// The codes that scans are answered from, so that a redirect neither waits for the store nor fails because of it.
///
/// - Codes are read from the store when they are first scanned, once for however many scans ask at a time.
/// - An entry is used for ``TableSettings/freshFor``, counted from its load. After that it is read again; while the
///   store does not answer, the old entry goes on being used.
/// - An edit takes its entry out at once (``invalidate(_:)``), and what a load brings that began before the edit is not
///   used: it is read again.
package final class RedirectTable: Sendable {
    /// Reads a code from the store, deleted ones too.
    package typealias Source = @Sendable (CodeID) async throws(StoreError) -> Code?

    /// A part and its lock.
    ///
    /// Why a lock, on the hottest path of the house: a hit holds it for some 50 ns and there are 64 of them, so that it
    /// is practically never contended, and an uncontended lock is two atomic instructions. A table for each event loop
    /// would need none, and would multiply the memory and the loads by the number of loops.
    final class Shard: Sendable {
        let content: Mutex<TableShard>

        init(settings: TableSettings) { content = Mutex(TableShard(settings: settings)) }
    }

    let settings: TableSettings
    let clock: MomentClock
    let source: Source
    let template: PageTemplate
    let sleep: @Sendable (Duration) async -> Void
    let shards: [Shard]
    let loads = Atomic<Int>(0)
    let hits = Atomic<Int>(0)
    let misses = Atomic<Int>(0)
    let failures = Atomic<Int>(0)
    let isWatching = Atomic<Bool>(false)

    /// Makes an empty table.
    /// - Parameters:
    ///   - settings: its bounds.
    ///   - clock: tells the moment.
    ///   - sleep: waits that long.
    ///   - store: where codes are read.
    package convenience init(
        settings: TableSettings = TableSettings(),
        clock: @escaping MomentClock = { Moment.now },
        sleep: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) },
        store: any CodeStore,
    ) {
        self.init(settings: settings, clock: clock, sleep: sleep) { id throws(StoreError) in
            try await store.resolve(id)
        }
    }

    /// Makes an empty table over anything that codes can be read from.
    /// - Parameters:
    ///   - settings: its bounds.
    ///   - clock: tells the moment.
    ///   - sleep: waits that long.
    ///   - source: reads a code.
    package init(
        settings: TableSettings = TableSettings(),
        clock: @escaping MomentClock = { Moment.now },
        sleep: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) },
        source: @escaping Source,
    ) {
        self.settings = settings
        self.clock = clock
        self.sleep = sleep
        self.source = source
        template = PageTemplate(words: .english)
        shards = (0..<settings.shardCount).map { _ in Shard(settings: settings) }
    }

    /// Forgets what is known of an id: to be called when a code was made, edited or deleted, before that is answered.
    package func invalidate(_ id: CodeID) {
        shard(of: IDHash.of(Array(id.text.utf8).span)).content.withLock { $0.invalidate(id) }
    }

    /// Makes every entry due for a reload: to be called when edits may have been missed.
    ///
    /// The entries are still used while the store does not answer.
    package func invalidateAll() {
        let moment = clock()
        for shard in shards { shard.content.withLock { $0.invalidateAll(at: moment) } }
    }

    /// How much is in the table.
    package var statistics: TableStatistics {
        let counts = TableStatistics(
            hits: hits.load(ordering: .relaxed),
            misses: misses.load(ordering: .relaxed),
            failures: failures.load(ordering: .relaxed),
        )
        return shards.reduce(into: counts) { sum, shard in
            let part = shard.content.withLock { $0.statistics }
            sum.codes += part.codes
            sum.unknownIDs += part.unknownIDs
            sum.bytes += part.bytes
            sum.loads += part.loads
        }
    }

    /// The answer of an id, where one is at hand and fresh; nil means that ``answer(for:)`` has to be asked.
    ///
    /// Does not allocate.
    @inline(__always)
    func find(_ id: Span<UInt8>, at moment: Moment) -> CachedAnswer? {
        let hash = IDHash.of(id)
        return shard(of: hash).content.withLock { $0.find(id, hash: hash, at: moment) }
    }

    /// The part that an id belongs to: by the upper half of the hash, for the lower one finds the slot.
    @inline(__always)
    func shard(of hash: UInt64) -> Shard { shards[Int(hash >> 40) & (shards.count - 1)] }
}
