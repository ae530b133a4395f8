// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Synchronization

extension RedirectTable {
    /// How often a load is repeated because the code was edited meanwhile.
    ///
    /// What the last one brings is answered, for it was read after the scan came in, and not kept.
    static let mostAttempts = 4

    /// How often the patience of those who wait is looked at.
    static let watchInterval = Duration.milliseconds(50)

    /// The answer of an id: from the table, or else from the store.
    func answer(for id: CodeID) async -> TableShard.Loaded {
        await withCheckedContinuation { continuation in
            request(id) { continuation.resume(returning: $0) }
        }
    }

    /// Asks for the answer of an id.
    ///
    /// `resume` gets the answer, once, on whatever thread; possibly before this call returns.
    func request(_ id: CodeID, resume: @escaping @Sendable (TableShard.Loaded) -> Void) {
        let shard = shard(of: IDHash.of(Array(id.text.utf8).span))
        let moment = clock()
        // Reserved before the shard is asked, given back where no load follows: the bound holds whatever happens between.
        let mayLoad = loads.add(1, ordering: .relaxed).newValue <= settings.maximumLoads
        let arrival = shard.content.withLock {
            $0.arrive(id, at: moment, mayLoad: mayLoad, resume: resume)
        }
        switch arrival {
        case .ready(let loaded):
            loads.subtract(1, ordering: .relaxed)
            hits.add(1, ordering: .relaxed)
            resume(loaded)
        case .joined:
            loads.subtract(1, ordering: .relaxed)
            misses.add(1, ordering: .relaxed)
        case .readyAndLoad(let loaded):
            misses.add(1, ordering: .relaxed)
            resume(loaded)
            startLoad(of: id, in: shard)
        case .load:
            misses.add(1, ordering: .relaxed)
            startLoad(of: id, in: shard)
        }
    }

    /// The load belongs to no scan: one that is cancelled must not fail the others that wait with it.
    private func startLoad(of id: CodeID, in shard: Shard) {
        Task {
            await load(id, in: shard)
            loads.subtract(1, ordering: .relaxed)
        }
        watchPatience()
    }

    private func load(_ id: CodeID, in shard: Shard) async {
        for attempt in 1...Self.mostAttempts {
            // The age counts from before the read: an edit after this moment may be missing in what it brings.
            let begun = clock().uptime
            do {
                let answer = entry(of: id, code: try await source(id), loadedAt: begun)
                let mayRepeat = attempt < Self.mostAttempts
                let waiters = shard.content.withLock { $0.land(answer, of: id, mayRepeat: mayRepeat) }
                guard let waiters else { continue }
                for waiter in waiters { waiter.resume(.answer(answer)) }
                return
            } catch {
                failures.add(1, ordering: .relaxed)
                let moment = clock()
                let (waiters, result) = shard.content.withLock { $0.fail(id, at: moment) }
                for waiter in waiters { waiter.resume(result) }
                return
            }
        }
    }

    /// Up to a tenth of its time is taken off each entry, by its hash, which is as good as by chance.
    private func entry(of id: CodeID, code: Code?, loadedAt: Int64) -> CachedAnswer {
        let time = (code == nil ? settings.unknownFreshFor : settings.freshFor).milliseconds
        let part = Int64(IDHash.of(Array(id.text.utf8).span) >> 16 & 0xFF)
        let freshFor = UInt32(clamping: time - time * part / 2_560)
        return CachedAnswer(
            id, CachedAnswer.Content(code, template: template), loadedAt: loadedAt, freshFor: freshFor, )
    }

    /// Looks after those who wait, as long as anything is being loaded: one task for all, so that a load costs no timer.
    private func watchPatience() {
        guard !isWatching.exchange(true, ordering: .acquiringAndReleasing) else { return }
        Task {
            repeat {
                while loads.load(ordering: .acquiring) > 0 {
                    await sleep(Self.watchInterval)
                    expireWaiters()
                }
                isWatching.store(false, ordering: .sequentiallyConsistent)
                // A load that began between the two lines above saw a watch that was about to end.
            } while loads.load(ordering: .sequentiallyConsistent) > 0
                && !isWatching.exchange(true, ordering: .acquiringAndReleasing)
        }
    }

    private func expireWaiters() {
        let moment = clock()
        for shard in shards {
            let expired = shard.content.withLock { $0.expireWaiters(at: moment) }
            for (waiter, result) in expired { waiter.resume(result) }
        }
    }
}
