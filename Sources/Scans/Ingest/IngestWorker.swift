// SPDX-License-Identifier: Apache-2.0

import Codes
import Logging
import Store
import Synchronization

/// Moves scans from the journal into the store, a step at a time; stops at the store's first failure and forgets nothing.
actor IngestWorker {
    private let journal: ScanJournal
    private let store: any ScanStore
    private let logger: Logger
    /// Scans moved since the start; counted one batch at a time, for a step may fail after its first.
    nonisolated let ingested = Atomic<Int>(0)
    private nonisolated let newest = Atomic<Int64>(0)
    private let disk = DiskQueue(label: "waymark.ingest")
    private let enricher: ScanEnricher
    /// By the path of the segment's file.
    private var followers: [String: SegmentFollower] = [:]
    /// Batches that the store may or may not have, or may have in part, because it failed.
    ///
    /// They are offered again exactly as they were: a batch that ended elsewhere would be counted again where the first
    /// one had been stored.
    private var unsettled: [JournalID: JournalBatch] = [:]
    /// What the store had of each journal when this began: later segments start at their beginning.
    private var known: [JournalID: JournalProgress] = [:]
    private let mostScans: Int
    /// Journals of which segments were removed, and the number below which none is left.
    private var forgettable: [JournalID: Int64] = [:]
    private var removalProblem: JournalError?
    private var erasures: ErasureSchedule
    private let wallClock: WallClock

    init(
        journal: ScanJournal,
        store: any ScanStore,
        bots: BotSignatures,
        erasingAfter delay: Duration = .seconds(3_600),
        mostScans: Int = ScanBatch.maximumScans,
        wallClock: @escaping WallClock = { .now },
        logger: Logger,
    ) {
        self.journal = journal
        self.mostScans = mostScans
        self.store = store
        self.logger = logger
        self.wallClock = wallClock
        erasures = ErasureSchedule(delay: delay)
        enricher = ScanEnricher(clients: ClientReader(bots: bots))
    }

    /// When the newest scan was made that was moved; nil before the first.
    nonisolated var newestScan: Timestamp? {
        let milliseconds = newest.load(ordering: .relaxed)
        return milliseconds == 0 ? nil : Timestamp(milliseconds: milliseconds)
    }

    /// Moves one batch: of what is new in the live segments first, so that it is seen soon whatever lies behind, and then of
    /// those that are full, the oldest first.
    /// - Returns: how many scans were moved and segments removed, or that a tag was counted anew in a quiet moment: 0 when
    ///   there is nothing left to do.
    func step() async throws(StoreError) -> Int {
        var progress = 0
        enricher.usePlaces(of: journal.countries.0)
        let segments = journal.segments
        // One, unless the folder's identity was lost.
        for id in Set(segments.map(\.header.journal)) {
            let (next, finished) = try await nextBatch(of: id, segments.filter { $0.header.journal == id })
            if let next { progress += try await store(next) }
            for segment in finished where await remove(segment) { progress += 1 }
        }
        try await forgetRemoved()
        await eraseStored(of: segments)
        if progress == 0, try await store.refreshTags() { progress = 1 }
        return progress
    }

    /// - Returns: what the store is to be offered next, and which segments it has to their end.
    private func nextBatch(of journal: JournalID, _ segments: [Segment]) async throws(StoreError) -> (
        JournalBatch?, finished: [Segment]
    ) {
        if let unsettled = unsettled[journal] { return (unsettled, []) }
        if known[journal] == nil { known[journal] = try await store.progress(ofJournal: journal) }
        if let begun = known[journal]?.begun, !begun.isEmpty {
            return (try await batch(of: journal, segments, ending: begun), [])
        }
        // Asked for before reading: what is sealed now and read to its end has nothing more to come.
        let full = segments.filter(\.isSealed)
        let live = segments.filter { segment in !full.contains { $0 === segment } }
        // A half at most where there are full ones: they are to go.
        let mostLive = full.isEmpty ? mostScans : mostScans / 2
        var reading = BatchReading(of: journal, enricher)
        for (index, segment) in live.enumerated() {
            let most = max(1, mostLive * (index + 1) / live.count)
            let follower = try await follower(of: segment)
            _ = StandingBack.run { reading.read(follower, until: most) }
        }
        var finished: [Segment] = []
        for segment in full where reading.count < mostScans {
            let follower = try await follower(of: segment)
            if !StandingBack.run({ reading.read(follower, until: mostScans) }) { finished.append(segment) }
        }
        return (reading.batch, finished)
    }

    /// Reads the batch again that an earlier process left in the store in part.
    private func batch(
        of journal: JournalID,
        _ segments: [Segment],
        ending ends: [Int64: Int64],
    ) async throws(StoreError) -> JournalBatch? {
        var reading = BatchReading(of: journal, ending: ends, enricher)
        for segment in segments where ends[segment.header.number] != nil {
            reading.readAgain(try await follower(of: segment))
        }
        return reading.batch
    }

    /// Offers a batch to the store.
    /// - Returns: how many scans were moved.
    private func store(_ next: JournalBatch) async throws(StoreError) -> Int {
        unsettled[next.batch.journal] = next
        try await store.ingest(next.batch)
        unsettled[next.batch.journal] = nil
        known[next.batch.journal]?.begun = [:]
        ingested.add(next.batch.scans.count, ordering: .relaxed)
        if let newest = next.followers.compactMap(\.newest).min() {
            self.newest.store(newest.milliseconds, ordering: .relaxed)
        }
        for follower in next.followers {
            follower.noteStored()
            followers[follower.segment.path] = follower
            erasures.noteStored(of: follower.segment.path, at: wallClock())
        }
        // A batch of which nothing is left is progress, too.
        return max(1, next.batch.scans.count)
    }

    private func follower(of segment: Segment) async throws(StoreError) -> SegmentFollower {
        if let known = followers[segment.path] { return known }
        let header = segment.header
        let position = known[header.journal]?.positions[header.number]
        // Reads the whole file when it is of an earlier run.
        let follower = await disk.run { SegmentFollower(segment, from: position) }
        followers[segment.path] = follower
        return follower
    }

    /// Removes a segment that is in the store to its end.
    private func remove(_ segment: Segment) async -> Bool {
        let damagedBytes = followers[segment.path]?.damagedBytes ?? 0
        let problem = await disk.attempt { [journal] () throws(JournalError) in try journal.remove(segment) }
        if let problem {
            if removalProblem == nil {
                logger.error("An ingested segment cannot be removed", metadata: ["error": "\(problem)"])
            }
            removalProblem = problem
            return false
        }
        removalProblem = nil
        followers[segment.path] = nil
        erasures.settle(segment.path)
        let header = segment.header
        forgettable[header.journal] = journal.lowestSegment(ofJournal: header.journal) ?? header.number + 1
        if damagedBytes > 0 {
            logger.error(
                "A segment of the scan journal was damaged, by a power cut or by the disk",
                metadata: ["file": "\(segment.path)", "lostBytes": "\(damagedBytes)"],
            )
        }
        return true
    }

    /// After the files are gone for good, and never before: see ``JournalFolder/remove(_:)``.
    private func forgetRemoved() async throws(StoreError) {
        for (journal, number) in forgettable {
            try await store.forgetPositions(ofJournal: journal, below: number)
            forgettable[journal] = nil
        }
    }

    /// Overwrites what the store has had for long of segments that are still in use.
    ///
    /// The batch and its position are durable when the store has taken it: no start will read these records again.
    private func eraseStored(of segments: [Segment]) async {
        let now = wallClock()
        for segment in segments where erasures.isDue(segment.path, at: now) {
            guard let end = followers[segment.path]?.end else { continue }
            let problem = await disk.attempt { () throws(JournalError) in try segment.erase(upTo: end) }
            guard let problem else {
                erasures.settle(segment.path)
                continue
            }
            erasures.postpone(segment.path, at: now)
            logger.error("Scans that are stored stay in the journal", metadata: ["error": "\(problem)"])
        }
    }
}
