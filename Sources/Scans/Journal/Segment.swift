// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// One file of the journal, mapped into memory: written by one writer, read by the ingester at the same time.
///
/// Its blocks are allocated before it is mapped: a page that the disk has no room for would end the process with SIGBUS
/// when it is touched. The memory is unmapped when the last reference is gone, so that nobody reads a hole.
@safe
final class Segment: Sendable {
    /// What the first bytes say.
    let header: SegmentHeader
    /// The path of the file.
    let path: String
    /// The size of the file.
    let byteCount: Int
    /// Whether this run made it: those of earlier runs are mapped for reading only.
    let isOfThisRun: Bool
    /// The mapped file.
    ///
    /// The writer alone stores, and only behind the last whole record; readers look at nothing behind the last length
    /// that was stored with release order.
    nonisolated(unsafe) private let base: UnsafeMutableRawPointer

    /// The end of the last whole record.
    ///
    /// The writer's word for status and syncing; readers follow the records.
    private let written: Atomic<Int>
    /// How many whole records are before ``writtenBytes``.
    private let records = Atomic<Int>(0)
    /// The end of what the store has, and how many records of this run that is.
    private let ingested: Atomic<Int>
    private let ingestedRecords = Atomic<Int>(0)
    /// What was forced onto the disk.
    private let synced: Atomic<Int>
    /// The end of what was overwritten, because the store has it.
    private let erased = Atomic(SegmentHeader.byteCount)
    /// Set when nothing will be appended any more.
    private let sealed: Atomic<Bool>

    /// Takes over a mapping.
    ///
    /// A sealed segment is only read; its end is unknown until ``noteEnd(_:records:)``, and taken as the file's.
    init(header: SegmentHeader, path: String, mapping: UnsafeMutableRawBufferPointer, isSealed: Bool) {
        self.header = header
        self.path = path
        byteCount = mapping.count
        isOfThisRun = !isSealed
        // Invariant: a mapping that succeeded has an address.
        guard let base = mapping.baseAddress else { preconditionFailure("an empty mapping") }
        unsafe self.base = base
        written = Atomic(isSealed ? mapping.count : SegmentHeader.byteCount)
        synced = Atomic(isSealed ? mapping.count : SegmentHeader.byteCount)
        ingested = Atomic(SegmentHeader.byteCount)
        sealed = Atomic(isSealed)
    }

    deinit { unsafe munmap(base, byteCount) }

    var writtenBytes: Int { written.load(ordering: .acquiring) }
    var isSynced: Bool { synced.load(ordering: .relaxed) >= writtenBytes }
    var recordCount: Int { records.load(ordering: .relaxed) }
    var isSealed: Bool { sealed.load(ordering: .acquiring) }

    /// Nothing is appended from now on: what can be read now is all.
    func seal() { sealed.store(true, ordering: .releasing) }

    /// Says where a segment of an earlier run ends, after its records were read.
    func noteEnd(_ end: Int, records count: Int) {
        written.store(end, ordering: .releasing)
        records.store(count, ordering: .relaxed)
    }

    /// Says what the store has.
    func noteIngested(bytes: Int, records count: Int) {
        ingested.store(bytes, ordering: .relaxed)
        ingestedRecords.store(count, ordering: .relaxed)
    }

    /// Bytes of whole records that the store does not have yet.
    var backlogBytes: Int { max(0, writtenBytes - ingested.load(ordering: .relaxed)) }
    /// Whole records that the store does not have yet; those of an earlier run only from their first reading on.
    var backlogRecords: Int { max(0, recordCount - ingestedRecords.load(ordering: .relaxed)) }

    /// Lends bytes of the file.
    ///
    /// Those behind the last whole record may be written meanwhile: not to be looked at.
    func withBytes<Result>(_ range: Range<Int>, _ body: (RawSpan) -> Result) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "outside of the segment")
        return unsafe body(RawSpan(_unsafeStart: base + range.lowerBound, byteCount: range.count))
    }

    /// The length of the record at an offset, or 0 where none is whole yet.
    ///
    /// What the record holds was stored before.
    func committedLength(at offset: Int) -> Int {
        Int(UInt32(littleEndian: unsafe lengthWord(at: offset).pointee.load(ordering: .acquiring)))
    }

    /// Forces what was appended onto the disk; waits for it.
    func sync() throws(JournalError) {
        let end = writtenBytes
        let start = synced.load(ordering: .relaxed)
        guard end > start else { return }
        // `msync` wants the address of a page.
        let page = start & ~(Int(getpagesize()) - 1)
        guard unsafe msync(base + page, end - page, MS_SYNC) == 0 else {
            throw .system(errno, path: path, "cannot force scans onto the disk")
        }
        synced.store(end, ordering: .relaxed)
    }

    /// Overwrites records with zeros, on the disk too when the call returns.
    ///
    /// The writer is not in the way, nor it in the writer's: it stores behind the last whole record only.
    /// - Parameter end: the end of what the store has for good: nobody reads what is before it any more, neither this run
    ///   nor, by the position that the store has, the next.
    /// - Throws: ``JournalError`` when the disk does not take it; in memory they are overwritten all the same.
    func erase(upTo end: Int) throws(JournalError) {
        let start = erased.load(ordering: .relaxed)
        guard isOfThisRun, end > start, end <= writtenBytes else { return }
        unsafe memset(base + start, 0, end - start)
        let page = start & ~(Int(getpagesize()) - 1)
        guard unsafe msync(base + page, end - page, MS_SYNC) == 0 else {
            throw .system(errno, path: path, "cannot overwrite scans that the store has")
        }
        erased.store(end, ordering: .relaxed)
    }
}

extension Segment {
    /// Writes a record behind the last one.
    ///
    /// Only ever called by the segment's one writer.
    /// - Parameters:
    ///   - record: the numbers.
    ///   - userAgent: at most ``ScanRecord/longestUserAgent`` bytes.
    ///   - referrer: at most ``ScanRecord/longestReferrer`` bytes.
    ///   - language: at most ``ScanRecord/longestLanguage`` bytes.
    ///   - source: at most ``ScanRecord/longestSource`` bytes.
    /// - Returns: whether there was room.
    func append(
        _ record: ScanRecord,
        userAgent: Span<UInt8>,
        referrer: Span<UInt8>,
        language: Span<UInt8>,
        source: Span<UInt8>,
    ) -> Bool {
        let offset = written.load(ordering: .relaxed)
        let length = ScanRecord.headerBytes + userAgent.count + referrer.count + language.count + source.count
        let end = offset + ScanRecord.paddedLength(length)
        guard end <= byteCount else { return false }

        // The check above keeps every store below within the mapping.
        let place = unsafe base + offset
        unsafe Self.store(record, at: place)
        unsafe Self.store(UInt16(userAgent.count), at: place + ScanRecord.Offset.userAgentLength)
        unsafe Self.store(UInt16(referrer.count), at: place + ScanRecord.Offset.referrerLength)
        unsafe Self.store(UInt16(language.count), at: place + ScanRecord.Offset.languageLength)
        unsafe Self.store(UInt8(source.count), at: place + ScanRecord.Offset.sourceLength)
        var text = unsafe place + ScanRecord.headerBytes
        unsafe Self.copy(userAgent, to: &text)
        unsafe Self.copy(referrer, to: &text)
        unsafe Self.copy(language, to: &text)
        unsafe Self.copy(source, to: &text)
        let check = unsafe ScanRecord.check(
            of: RawSpan(_unsafeStart: UnsafeRawPointer(place), byteCount: length),
            seed: header.seed,
        )
        unsafe Self.store(check, at: place + ScanRecord.Offset.check)

        // Last, and with release order: who sees the length sees the whole record.
        unsafe lengthWord(at: offset).pointee.store(UInt32(length).littleEndian, ordering: .releasing)
        written.store(end, ordering: .releasing)
        records.store(records.load(ordering: .relaxed) + 1, ordering: .relaxed)
        return true
    }

    private static func store(_ record: ScanRecord, at place: UnsafeMutableRawPointer) {
        unsafe store(record.code, at: place + ScanRecord.Offset.code)
        unsafe store(record.milliseconds, at: place + ScanRecord.Offset.time)
        unsafe store(record.visitor, at: place + ScanRecord.Offset.visitor)
        unsafe store(record.version, at: place + ScanRecord.Offset.version)
        unsafe store(record.country.rawValue.byteSwapped, at: place + ScanRecord.Offset.country)
        unsafe store(record.marks.rawValue, at: place + ScanRecord.Offset.marks)
        unsafe store(record.lead, at: place + ScanRecord.Offset.lead)
        unsafe store(record.place, at: place + ScanRecord.Offset.place)
        unsafe store(record.edition, at: place + ScanRecord.Offset.edition)
    }

    private static func store(_ value: some FixedWidthInteger, at place: UnsafeMutableRawPointer) {
        unsafe place.storeBytes(of: value.littleEndian, as: type(of: value))
    }

    private static func copy(_ text: Span<UInt8>, to place: inout UnsafeMutableRawPointer) {
        unsafe text.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe place.copyMemory(from: start, byteCount: bytes.count)
        }
        unsafe place += text.count
    }

    /// The length of a record as an atomic number: records are aligned to eight bytes, and the mapping to a page.
    private func lengthWord(at offset: Int) -> UnsafeMutablePointer<Atomic<UInt32>> {
        precondition(offset >= 0 && offset + 4 <= byteCount && offset.isMultiple(of: 8), "no place of a record")
        return unsafe (base + offset).assumingMemoryBound(to: Atomic<UInt32>.self)
    }
}
