// SPDX-License-Identifier: Apache-2.0

/// Walks over the whole records of a segment, also of one that is being written, and over damage.
///
/// After a power cut a record may be torn, and, pages being written in any order, whole ones may follow it. So the reader
/// does not stop at damage: it looks for the next record whose check is right, eight bytes at a time. In a sealed segment
/// only; in a live one there is nothing behind the record that is not whole yet.
struct SegmentReader {
    /// What is read.
    let segment: Segment
    /// Where the next record is looked for: behind the last one that was read.
    private(set) var offset: Int
    /// Bytes that held no whole record although something was written there.
    private(set) var damagedBytes = 0

    /// Begins at a position that an earlier reader reached, or at the first record.
    init(_ segment: Segment, at position: Int = SegmentHeader.byteCount) {
        self.segment = segment
        // A stored position is trusted only as far as the file goes.
        offset = ScanRecord.paddedLength(min(max(position, SegmentHeader.byteCount), segment.byteCount - 8))
    }

    /// The place of the next record without its padding, or nil when there is none (yet).
    mutating func next() -> Range<Int>? {
        // Asked for before the record: a segment sealed in between is then read once more.
        let isSealed = segment.isSealed
        if let record = record(at: offset) {
            offset += ScanRecord.paddedLength(record.count)
            return record
        }
        guard isSealed, let record = nextWhole(from: offset) else { return nil }
        damagedBytes += record.lowerBound - offset
        offset = record.lowerBound + ScanRecord.paddedLength(record.count)
        return record
    }

    /// Bytes behind the last whole record, up to the last that is not zero: what a power cut tore.
    var tornBytes: Int {
        segment.withBytes(offset..<segment.byteCount) { bytes in
            let words = bytes.byteCount / 8
            let last = (0..<words).last { index in
                let word: UInt64 = bytes.number(at: index * 8)
                return word != 0
            }
            return last.map { ($0 + 1) * 8 } ?? 0
        }
    }

    /// The place of a whole record that begins at `offset`, or nil.
    private func record(at offset: Int) -> Range<Int>? {
        guard offset + ScanRecord.headerBytes <= segment.byteCount else { return nil }
        let length = segment.committedLength(at: offset)
        guard length >= ScanRecord.headerBytes, length <= ScanRecord.longest, offset + length <= segment.byteCount
        else {
            return nil
        }
        let range = offset..<offset + length
        let isWhole = segment.withBytes(range) { bytes in
            UInt32(littleEndian: bytes.number(at: ScanRecord.Offset.check))
                == ScanRecord.check(of: bytes, seed: segment.header.seed)
        }
        return isWhole ? range : nil
    }

    private func nextWhole(from start: Int) -> Range<Int>? {
        for offset in stride(from: start + 8, through: segment.byteCount - ScanRecord.headerBytes, by: 8) {
            if let record = record(at: offset) { return record }
        }
        return nil
    }
}

extension RawSpan {
    /// The number stored at an offset in this machine's byte order.
    func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
        // The bounds are checked by the load; every bit pattern is a number.
        unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: Number.self)
    }
}
