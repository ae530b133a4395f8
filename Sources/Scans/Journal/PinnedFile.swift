// SPDX-License-Identifier: Apache-2.0

import Glibc
import Store

/// A file that can be read whatever becomes of its name.
final class PinnedFile: Sendable {
    private let file: OpenFile

    private static let pieceBytes = 1 << 20

    /// Opens a file.
    /// - Returns: nil where there is none.
    init?(_ path: String) throws(JournalError) {
        do throws(JournalError) {
            file = try OpenFile(path, O_RDONLY, "cannot open for the backup")
        } catch {
            guard unsafe access(path, F_OK) == 0 else { return nil }
            throw error
        }
    }

    /// What the segment's header names; nil where the file is no segment, which no server counts.
    func segment() throws(JournalError) -> JournalSegment? {
        let bytes = try read(at: 0, count: SegmentHeader.byteCount)
        return SegmentHeader(bytes: bytes).map { JournalSegment(journal: $0.journal, number: $0.number) }
    }

    /// Writes the file anew, readable by its owner alone, and forces it onto the disk.
    ///
    /// From the front: whoever sees the length of a record then sees the whole record. Zeros take no room.
    func write(to path: String) throws(JournalError) {
        let copy = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL, "cannot make")
        var offset = 0
        while true {
            let piece = try read(at: offset, count: Self.pieceBytes)
            if piece.isEmpty { break }
            if piece.contains(where: { $0 != 0 }) { try copy.write(piece, at: offset) }
            offset += piece.count
        }
        try copy.cut(to: offset)
        try copy.sync()
    }

    private func read(at offset: Int, count: Int) throws(JournalError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let part = unsafe pread(
                    file.descriptor, buffer.baseAddress.map { unsafe $0 + filled }, count - filled,
                    off_t(offset + filled), )
                if part < 0, errno == EINTR { continue }
                if part < 0 { failure = errno }
                if part <= 0 { return }
                filled += part
            }
        }
        guard failure == 0 else { throw .system(failure, path: file.path, "cannot read") }
        return bytes
    }
}
