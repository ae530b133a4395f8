// SPDX-License-Identifier: Apache-2.0

import Store

/// Reads a segment batch by batch, and goes back to where the store is when a batch could not be stored.
struct SegmentFollower {
    /// What is followed.
    let segment: Segment
    private var reader: SegmentReader
    /// How many records the store has of those that this follower read.
    private var stored = 0

    /// Begins behind what the store has of the segment already.
    init(_ segment: Segment, from position: Int64?) {
        self.segment = segment
        reader = SegmentReader(segment, at: position.map { Int(clamping: $0) } ?? SegmentHeader.byteCount)
        // The records of an earlier run are not counted yet: once for the backlog. A live segment counts its own.
        if segment.isSealed, segment.recordCount == 0 {
            var counter = reader
            var records = 0
            while counter.next() != nil { records += 1 }
            segment.noteEnd(counter.offset, records: records)
        }
        segment.noteIngested(bytes: reader.offset, records: 0)
    }

    /// What came after the last batch that was stored.
    /// - Returns: the batch, which may be empty, and the follower as it is to be once the batch is stored.
    func nextBatch(_ enricher: ScanEnricher) -> (batch: ScanBatch, follower: SegmentFollower) {
        var next = self
        var scans: [Scan] = []
        while scans.count < ScanBatch.maximumScans, let record = next.reader.next() {
            scans.append(segment.withBytes(record) { enricher.scan(of: $0) })
        }
        next.stored += scans.count
        let batch = ScanBatch(
            scans: scans,
            journal: segment.header.journal,
            segment: segment.header.number,
            position: Int64(next.reader.offset),
        )
        return (batch, next)
    }

    /// The store has everything up to here.
    func noteStored() { segment.noteIngested(bytes: reader.offset, records: stored) }

    /// Where what the store has ends.
    var storedEnd: Int { reader.offset }

    /// Bytes that something was written to without making a whole record; only for a segment that was read to its end.
    var damagedBytes: Int { reader.damagedBytes + reader.tornBytes }
}
