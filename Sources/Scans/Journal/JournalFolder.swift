// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Glibc
import Store

/// The files of a journal: `lock`, `identity`, and the segments.
///
/// Makes, opens and removes them; knows nothing of what is in use.
final class JournalFolder: Sendable {
    /// The path of the folder.
    let path: String
    /// Which journal it holds, as of this opening.
    let identity: JournalIdentity
    /// Held as long as the folder is in use: `flock` belongs to the open file, ends with the process, however that ends,
    /// and holds within one process too.
    private let lock: OpenFile

    /// The ending of a segment's file.
    static let segmentEnding = ".scans"
    /// The ending that a file gets which cannot be read as a segment.
    static let damagedEnding = ".damaged"

    /// Makes the folder where it is missing, and locks it.
    init(path: String) throws(JournalError) {
        self.path = path
        try Self.makeFolder(path)
        lock = try Self.lock(path + "/lock")
        identity = try Self.open(path)
    }

    /// Opens the segments that earlier runs left, by number.
    ///
    /// Files that are none are set aside and named.
    func existingSegments() throws(JournalError) -> (segments: [Segment], setAside: [String]) {
        var segments: [Segment] = []
        var setAside: [String] = []
        for name in try Self.list(path) {
            let file = "\(path)/\(name)"
            if name.hasSuffix(SegmentFile.unfinishedEnding) {
                // Never used: the process ended before the file was whole.
                try OpenFile.remove(file)
            } else if name.hasSuffix(Self.segmentEnding) {
                if let segment = try SegmentFile.open(file) {
                    segments.append(segment)
                } else {
                    try OpenFile.rename(file, to: file + Self.damagedEnding)
                    setAside.append(file + Self.damagedEnding)
                }
            }
        }
        return (segments.sorted { $0.header.number < $1.header.number }, setAside)
    }

    /// Makes a segment with all its blocks, ready to be written.
    func makeSegment(sequence: Int64, byteCount: Int, at moment: Timestamp) throws(JournalError) -> Segment {
        let number = identity.segmentNumber(sequence)
        let header = SegmentHeader(
            journal: identity.journal,
            number: number,
            seed: .random(in: .min ... .max),
            createdAt: moment,
        )
        return try SegmentFile.make(header, path: "\(path)/\(Self.fileName(number))", byteCount: byteCount)
    }

    /// Removes a segment's file.
    ///
    /// Gone for good when the call returns: a power cut must not bring a file back whose position the store has
    /// forgotten.
    func remove(_ segment: Segment) throws(JournalError) {
        try OpenFile.remove(segment.path)
        try sync()
    }

    /// Forces the names of new and removed files onto the disk.
    func sync() throws(JournalError) { try OpenFile.syncFolder(path) }

    /// `0000003-00000017.scans`: opening and sequence, so that names sort like numbers.
    static func fileName(_ number: Int64) -> String {
        let opening = number >> JournalIdentity.sequenceBits
        let sequence = number & (1 << JournalIdentity.sequenceBits - 1)
        return padded(opening, 7) + "-" + padded(sequence, 8) + segmentEnding
    }
}

extension JournalFolder {
    private static func makeFolder(_ path: String) throws(JournalError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700],
            )
        } catch {
            throw JournalError(
                .unwritable,
                path: path,
                detail: "cannot make the journal's folder: \(error.localizedDescription)",
                hint:
                    "Check that the data directory (WAYMARK_DATA_DIR) exists and that the server's user may write there",
            )
        }
    }

    private static func lock(_ path: String) throws(JournalError) -> OpenFile {
        let file = try OpenFile(path, O_RDWR | O_CREAT, "cannot open the journal's lock")
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            guard number == EWOULDBLOCK else { throw .system(number, path: path, "cannot lock the journal") }
            throw JournalError(
                .locked,
                path: path,
                detail: "another server works with this data directory",
                hint: "Stop the other server, or give this one its own data directory (WAYMARK_DATA_DIR)",
            )
        }
        return file
    }

    /// Reads the identity, or makes one, and writes down that the folder was opened once more.
    private static func open(_ path: String) throws(JournalError) -> JournalIdentity {
        let file = path + "/identity"
        var generator = SystemRandomNumberGenerator()
        let known = (try? String(contentsOfFile: file, encoding: .utf8)).flatMap(JournalIdentity.init(text:))
        let highest = try list(path).compactMap(number(ofFile:)).max() ?? 0
        let identity = (known ?? JournalIdentity(using: &generator)).reopened(above: highest)
        // Written beside it and renamed: after a power cut it is either the old or the new one.
        let beside = file + SegmentFile.unfinishedEnding
        try OpenFile(beside, O_WRONLY | O_CREAT, "cannot write the journal's identity").write(Array(identity.text.utf8))
        try OpenFile.rename(beside, to: file)
        try OpenFile.syncFolder(path)
        return identity
    }

    /// The segment number in a file's name; set-aside files count too, so that their names are not used again.
    private static func number(ofFile name: String) -> Int64? {
        let parts = name.prefix { $0 != "." }.split(separator: "-")
        guard parts.count == 2, let opening = Int64(parts[0]), let sequence = Int64(parts[1]),
            (0..<1 << 38).contains(opening), (0..<1 << JournalIdentity.sequenceBits).contains(sequence)
        else { return nil }
        return opening << JournalIdentity.sequenceBits | sequence
    }

    /// The names in a folder.
    static func list(_ path: String) throws(JournalError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw .system(EACCES, path: path, "cannot list the journal's folder")
        }
    }
}
