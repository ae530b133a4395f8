// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Store

extension SQLiteStore {
    static func openPool(path: String, options: SQLiteOptions) throws(StoreError) -> DatabasePool {
        createPrivately(path)
        let deadline = ContinuousClock.now.advanced(by: options.busyTimeout)
        while true {
            do {
                let pool = try DatabasePool(path: path, configuration: configuration(options))
                // GRDB sets NORMAL for WAL, which may lose the last commits in a power cut; FULL flushes each commit.
                try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
                return pool
            } catch let error as DatabaseError
                where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline
            {
                // Turning WAL on needs the file for itself and does not wait for it: two processes that open a new
                // file at once meet here.
                Thread.sleep(forTimeInterval: 0.01)
            } catch {
                throw StoreError(error, during: "store.open")
            }
        }
    }

    /// The file holds digests of keys and payloads with passwords of networks: its owner alone reads it.
    ///
    /// SQLite gives the files beside it the same rights. Made under another name and linked, which fails where another
    /// process has made the file meanwhile: making it anew would cut off what that one wrote. Where this fails SQLite
    /// makes the file, or tells why it cannot.
    static func createPrivately(_ path: String) {
        let files = FileManager.default
        guard !files.fileExists(atPath: path) else { return }
        let draft = path + "-new-" + UUID().uuidString
        guard files.createFile(atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600]) else { return }
        try? files.linkItem(atPath: draft, toPath: path)
        try? files.removeItem(atPath: draft)
    }

    private static func configuration(_ options: SQLiteOptions) -> Configuration {
        var configuration = Configuration()
        configuration.label = "waymark.sqlite"
        configuration.journalMode = .wal
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = options.readers
        // GRDB's own choice goes ahead of the threads that answer redirects: a niceness of -2, where that is allowed.
        configuration.qos = .default
        configuration.busyMode = .timeout(options.busyTimeout / .seconds(1))
        // A rollback that fails leaves its transaction open. GRDB would end the process; the next group of writes
        // rolls it back instead, see GroupCommit.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            for pragma in pragmas(isReader: database.configuration.readonly) {
                try database.execute(sql: "PRAGMA " + pragma)
            }
        }
        return configuration
    }

    static func pragmas(isReader: Bool) -> [String] {
        let common = [
            // Views and triggers of a file that somebody else made call no functions.
            "trusted_schema = OFF",
            // Statement journals and sorters stay off the disk, so that a full disk does not stop reads.
            "temp_store = MEMORY",
            // Reads through a memory map turn an I/O error into a SIGBUS that ends the process: keep to the page cache.
            "mmap_size = 0",
        ]
        guard !isReader else { return common + ["cache_size = -8192"] }
        return common + [
            "cache_size = -65536",
            // What is deleted is overwritten where it stood.
            "secure_delete = ON",
            // 16 MiB between checkpoints: pages written often are copied into the database file once.
            "wal_autocheckpoint = 4096",
            "journal_size_limit = 67108864",
        ]
    }
}
