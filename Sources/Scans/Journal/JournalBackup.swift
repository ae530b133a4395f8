// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Store

/// The segments that a backup of the database takes along, because they hold scans that the database does not.
///
/// They are opened before the database's state is chosen: a file that the ingester removes meanwhile can still be read.
/// Of each the database says up to where it has the scans, in the same state that is copied, so that a server on the copy
/// goes on reading there: none is lost, none counted twice. One thing the position does not say: when a segment is gone,
/// so is its position, after the file; without one it would be read from its beginning, and every scan in it be counted
/// again. So a file without a position is taken along only where it was there still when the state was chosen.
package struct JournalBackup: Sendable {
    private let folder: String
    private let segments: [String: PinnedFile]
    /// The files that were there when all were open.
    private let present: Set<String>

    /// Opens all segments of a folder; one that is not there has none.
    /// - Throws: ``JournalError`` where a file cannot be opened.
    package init(folder: String) throws(JournalError) { try self.init(folder: folder) {} }

    /// The same; `whenOpen` is called when all segments are open, before it is asked which are there still.
    init(folder: String, whenOpen: () throws(JournalError) -> Void) throws(JournalError) {
        self.folder = folder
        segments = try Self.pinned(Self.names(in: folder), in: folder)
        try whenOpen()
        present = try Self.names(in: folder)
    }

    /// The segments that belong to a state of the database, asked for while that state is held and no later than the
    /// moments that it takes to list a folder.
    /// - Parameter known: the segments whose positions the state has.
    /// - Returns: nil where a segment went in these moments, so that nobody can say whether the state has its scans: choose
    ///   another state.
    /// - Throws: ``JournalError`` where a file cannot be opened.
    package func files(knowing known: Set<JournalSegment>) throws(JournalError) -> JournalFiles? {
        let now = try Self.names(in: folder)
        var kept = try Self.pinned(now.subtracting(segments.keys), in: folder)
        for (name, file) in segments {
            guard let segment = try file.segment() else { continue }
            if now.contains(name) || known.contains(segment) {
                kept[name] = file
            } else if present.contains(name) {
                return nil
            }
        }
        return JournalFiles(kept)
    }

    private static func pinned(_ names: Set<String>, in folder: String) throws(JournalError) -> [String: PinnedFile] {
        var files: [String: PinnedFile] = [:]
        // One that went since the names were read is in the database whole.
        for name in names { files[name] = try PinnedFile("\(folder)/\(name)") }
        return files
    }

    private static func names(in folder: String) throws(JournalError) -> Set<String> {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return Set(try JournalFolder.list(folder).filter { $0.hasSuffix(JournalFolder.segmentEnding) })
    }
}

/// The segments that go with a state of the database.
package struct JournalFiles: Sendable {
    private let files: [String: PinnedFile]

    init(_ files: [String: PinnedFile]) { self.files = files }

    /// How many there are.
    package var count: Int { files.count }

    /// Writes them into a folder that is there, as they are now.
    ///
    /// Soon after the state was chosen: an hour after scans were stored they are overwritten.
    /// - Throws: ``JournalError`` where a file cannot be read or written.
    package func write(to folder: String) throws(JournalError) {
        for (name, file) in files { try file.write(to: "\(folder)/\(name)") }
        try OpenFile.syncFolder(folder)
    }

    /// Copies the journal's identity, once the database is copied: a server on the copy then gives its segments numbers
    /// that the database knows nothing of.
    /// - Throws: ``JournalError`` where the file cannot be read or written.
    package static func writeIdentity(from folder: String, to copy: String) throws(JournalError) {
        try PinnedFile("\(folder)/identity")?.write(to: "\(copy)/identity")
        try OpenFile.syncFolder(copy)
    }
}
