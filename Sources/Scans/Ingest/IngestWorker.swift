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
    /// Batches that the store may or may not have, because it failed.
    ///
    /// They are offered again exactly as they were: a batch that ended elsewhere would be counted again where the first
    /// one had been stored.
    private var unsettled: [String: (batch: ScanBatch, follower: SegmentFollower)] = [:]
    /// What the store had of each journal when this began: later segments start at their beginning.
    private var positions: [JournalID: [Int64: Int64]] = [:]
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
        wallClock: @escaping WallClock = { .now },
        logger: Logger,
    ) {
        self.journal = journal
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

    /// Moves at most one batch of each live segment, so that new scans are seen soon whatever lies behind, and one of the
    /// oldest segment that is full.
    /// - Returns: how many scans were moved and segments removed, or that a tag was counted anew in a quiet moment: 0 when
    ///   there is nothing left to do.
    func step() async throws(StoreError) -> Int {
        var progress = 0
        enricher.usePlaces(of: journal.countries.0)
        let segments = journal.segments
        // Asked for before reading: what is sealed now and read to its end has nothing more to come.
        let full = segments.first(where: \.isSealed)
        for segment in segments where !segment.isSealed { progress += try await moveBatch(of: segment) }
        if let full {
            let moved = try await moveBatch(of: full)
            if moved > 0 {
                progress += moved
            } else if await remove(full) {
                progress += 1
            }
        }
        try await forgetRemoved()
        await eraseStored(of: segments)
        if progress == 0, try await store.refreshTags() { progress = 1 }
        return progress
    }

    private func moveBatch(of segment: Segment) async throws(StoreError) -> Int {
        let follower = try await follower(of: segment)
        let next = unsettled[segment.path] ?? follower.nextBatch(enricher)
        guard !next.batch.scans.isEmpty else { return 0 }
        unsettled[segment.path] = next
        try await store.ingest(next.batch)
        unsettled[segment.path] = nil
        ingested.add(next.batch.scans.count, ordering: .relaxed)
        // A segment has its scans in the order of their making.
        if let last = next.batch.scans.last { newest.store(last.at.milliseconds, ordering: .relaxed) }
        next.follower.noteStored()
        followers[segment.path] = next.follower
        erasures.noteStored(of: segment.path, at: wallClock())
        return next.batch.scans.count
    }

    private func follower(of segment: Segment) async throws(StoreError) -> SegmentFollower {
        if let known = followers[segment.path] { return known }
        let header = segment.header
        if positions[header.journal] == nil {
            positions[header.journal] = try await store.positions(ofJournal: header.journal)
        }
        let position = positions[header.journal]?[header.number]
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
            guard let end = followers[segment.path]?.storedEnd else { continue }
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
