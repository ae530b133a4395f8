// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

/// Reads a segment batch by batch; a copy goes on reading from where this one stands.
struct SegmentFollower {
    /// What is followed.
    let segment: Segment
    private var reader: SegmentReader
    /// How many records the store has of those that this follower read.
    private var stored = 0
    /// When the scan was made that was read last; a segment has its scans in the order of their making.
    private(set) var newest: Timestamp?

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

    /// Reads on, at most to a byte of the segment, until there are so many scans in all.
    mutating func read(upTo end: Int = .max, until most: Int, _ enricher: ScanEnricher, into scans: inout [Scan]) {
        while scans.count < most, reader.offset < end, let record = reader.next() {
            let scan = segment.withBytes(record) { enricher.scan(of: $0) }
            scans.append(scan)
            newest = scan.at
            stored += 1
        }
    }

    /// The store has everything up to here.
    func noteStored() { segment.noteIngested(bytes: reader.offset, records: stored) }

    /// Where what was read ends: with ``noteStored()``, what the store has.
    var end: Int { reader.offset }

    /// Bytes that something was written to without making a whole record; only for a segment that was read to its end.
    var damagedBytes: Int { reader.damagedBytes + reader.tornBytes }
}
