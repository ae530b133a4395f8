// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Turns files into mapped segments.
enum SegmentFile {
    /// The ending of a file that is not whole yet.
    static let unfinishedEnding = ".new"

    /// Makes a file with all its blocks, its header in it, under its final name only when it is whole.
    static func make(_ header: SegmentHeader, path: String, byteCount: Int) throws(JournalError) -> Segment {
        let beside = path + unfinishedEnding
        do throws(JournalError) {
            let segment = try allocate(header, path: path, beside: beside, byteCount: byteCount)
            try OpenFile.rename(beside, to: path)
            return segment
        } catch {
            try? OpenFile.remove(beside)
            throw error
        }
    }

    /// Opens a file of an earlier run for reading.
    /// - Returns: nil when the file is no segment of this format.
    static func open(_ path: String) throws(JournalError) -> Segment? {
        let file = try OpenFile(path, O_RDONLY, "cannot open a segment")
        let byteCount = Int(lseek(file.descriptor, 0, SEEK_END))
        guard byteCount >= SegmentHeader.byteCount + ScanRecord.longest else { return nil }
        // Readers look at records eight bytes at a time.
        let mapping = try unsafe file.map(byteCount & ~7, PROT_READ)
        guard let header = unsafe SegmentHeader(bytes: Array(mapping.prefix(SegmentHeader.byteCount))) else {
            unsafe munmap(mapping.baseAddress, mapping.count)
            return nil
        }
        return unsafe Segment(header: header, path: path, mapping: mapping, isSealed: true)
    }

    private static func allocate(
        _ header: SegmentHeader,
        path: String,
        beside: String,
        byteCount: Int,
    ) throws(JournalError) -> Segment {
        let file = try OpenFile(beside, O_RDWR | O_CREAT | O_TRUNC, "cannot make a segment")
        let failure = posix_fallocate(file.descriptor, 0, off_t(byteCount))
        guard failure == 0 else { throw .system(failure, path: beside, "cannot allocate a segment") }
        let mapping = try unsafe file.map(byteCount, PROT_READ | PROT_WRITE)
        unsafe mapping.copyBytes(from: header.bytes)
        return unsafe Segment(header: header, path: path, mapping: mapping, isSealed: false)
    }
}
