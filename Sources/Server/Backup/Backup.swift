// SPDX-License-Identifier: Apache-2.0

import Bulk
import Foundation
import Glibc
import SQLiteStore
import Scans
import Store

/// Copies all that a server keeps into a folder that another can be started on; works beside a running server.
package struct Backup: Sendable {
    private let settings: Settings

    /// What goes with a state of the database: the segments are copied, the files of jobs are open.
    private struct Parts {
        let segments: Int
        let jobs: BulkBackup
    }

    /// The name of the database in a data directory where nobody chose another.
    private static let database = "waymark.sqlite"
    /// How often a state of the database is chosen that nobody can say enough of: once in a blue moon is one left.
    private static let mostAttempts = 10

    /// Makes a backup of the data that the settings name.
    package init(settings: Settings) { self.settings = settings }

    /// Writes the folder; it is there whole, or not at all.
    /// - Parameters:
    ///   - path: the folder, which must not be there.
    ///   - progress: told how many of how many pages of the database are copied.
    /// - Returns: what is in it.
    /// - Throws: ``BackupError``.
    package func write(
        to path: String,
        _ progress: @escaping (_ done: Int, _ total: Int) -> Void,
    ) throws(BackupError) -> BackupReport {
        do {
            Self.allowManyFiles()
            let database = try SQLiteCopy(of: StoreFactory(settings: settings).existingDatabase())
            let folder = try BackupFolder(path)
            do {
                let report = try fill(folder, from: database, progress)
                try folder.finish()
                return report
            } catch {
                folder.discard()
                throw error
            }
        } catch {
            throw BackupError(error)
        }
    }

    private func fill(
        _ folder: BackupFolder,
        from database: SQLiteCopy,
        _ progress: @escaping (_ done: Int, _ total: Int) -> Void,
    ) throws -> BackupReport {
        let journal = try folder.makeFolder("journal")
        let copy = "\(folder.draft)/\(Self.database)"
        let parts = try copied(from: database, to: copy, journal: journal, progress)
        try BackupFolder.sync(copy)
        try parts.jobs.write(to: folder.makeFolder("bulk"))
        try JournalFiles.writeIdentity(from: "\(settings.dataDirectory)/journal", to: journal)
        for name in ["public-url", "redirects"] { try folder.copy(name, from: settings.dataDirectory) }
        let hasSecret = try folder.copy("secret", from: settings.dataDirectory)
        let attributes = try FileManager.default.attributesOfItem(atPath: copy)
        return BackupReport(
            databaseBytes: (attributes[.size] as? Int) ?? 0,
            segments: parts.segments,
            jobFiles: parts.jobs.count,
            hasSecret: hasSecret,
            needsSetting: settings.secret != nil,
        )
    }

    /// Copies the database, and the segments that go with its state.
    private func copied(
        from database: SQLiteCopy,
        to copy: String,
        journal: String,
        _ progress: @escaping (_ done: Int, _ total: Int) -> Void,
    ) throws -> Parts {
        for _ in 0..<Self.mostAttempts {
            let open = try JournalBackup(folder: "\(settings.dataDirectory)/journal")
            var jobs = try BulkBackup(folder: "\(settings.dataDirectory)/bulk")
            var segments = 0
            let begin = { (known: Set<JournalSegment>) throws -> Bool in
                guard let files = try open.files(knowing: known) else { return false }
                try jobs.open()
                // At once: an hour after scans were stored they are overwritten.
                try files.write(to: journal)
                segments = files.count
                return true
            }
            if try database.write(to: copy, beginning: begin, progress: progress) {
                return Parts(segments: segments, jobs: jobs)
            }
        }
        throw BackupError("The journal changed too fast for a backup; try again when fewer codes are scanned.")
    }

    /// A journal and jobs may have more files than a process may usually have open.
    private static func allowManyFiles() {
        var limit = rlimit()
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard unsafe getrlimit(files, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(files, &limit)
    }
}
