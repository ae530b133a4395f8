// SPDX-License-Identifier: Apache-2.0

import Store

/// What was read for the store, and what is known of its segments once the store has it.
struct JournalBatch {
    /// What the store is offered.
    let batch: ScanBatch
    /// The followers of the batch's segments as they stand behind it.
    let followers: [SegmentFollower]
}

/// Reads a batch of one journal, segment after segment.
struct BatchReading {
    private let journal: JournalID
    private let enricher: ScanEnricher
    private var scans: [Scan] = []
    private var ends: [Int64: Int64]
    private var followers: [SegmentFollower] = []

    /// Begins an empty batch, or one that has to end at these bytes of its segments.
    init(of journal: JournalID, ending ends: [Int64: Int64] = [:], _ enricher: ScanEnricher) {
        self.journal = journal
        self.enricher = enricher
        self.ends = ends
    }

    /// What was read; nil where nothing was.
    var batch: JournalBatch? {
        guard !ends.isEmpty else { return nil }
        return JournalBatch(batch: ScanBatch(scans: scans, journal: journal, ends: ends), followers: followers)
    }

    /// How many scans were read.
    var count: Int { scans.count }

    /// Reads what a segment has behind its follower, until there are so many scans in all.
    /// - Returns: whether there was something.
    mutating func read(_ follower: SegmentFollower, until most: Int) -> Bool {
        let (before, number) = (scans.count, follower.segment.header.number)
        var next = follower
        next.read(until: most, enricher, into: &scans)
        guard scans.count > before else { return false }
        ends[number] = Int64(next.end)
        followers.append(next)
        return true
    }

    /// Reads what belongs to a batch whose ends are known, of whatever is left of a segment.
    mutating func readAgain(_ follower: SegmentFollower) {
        guard let end = ends[follower.segment.header.number] else { return }
        var next = follower
        next.read(upTo: Int(clamping: end), until: .max, enricher, into: &scans)
        followers.append(next)
    }
}
