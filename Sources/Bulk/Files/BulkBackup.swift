// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import Glibc

/// The rows and results of bulk jobs that a backup of the database takes along.
///
/// They are opened before the database's state is chosen, and copied after: what the state says of a file is in it, for the
/// files are written first, and a file that goes meanwhile can still be read.
package struct BulkBackup: Sendable {
    private let folder: String
    private var files: [String: BulkFile] = [:]

    private static let pieceBytes = 1 << 20

    /// Opens the files of a folder; one that is not there has none.
    /// - Throws: ``BulkFileError`` where a file cannot be opened.
    package init(folder: String) throws(BulkFileError) {
        self.folder = folder
        try open()
    }

    /// How many files there are.
    package var count: Int { files.count }

    /// Opens the files that have come since.
    /// - Throws: ``BulkFileError`` where a file cannot be opened.
    package mutating func open() throws(BulkFileError) {
        guard FileManager.default.fileExists(atPath: folder) else { return }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw .system("cannot list", folder)
        }
        for name in names where files[name] == nil {
            let parts = name.split(separator: ".")
            guard parts.count == 2, BulkJobID(String(parts[0])) != nil else { continue }
            do throws(BulkFileError) {
                files[name] = try BulkFile("\(folder)/\(name)", O_RDONLY)
            } catch {
                // It went since the names were read: its job has ended.
                guard unsafe access("\(folder)/\(name)", F_OK) != 0 else { throw error }
            }
        }
    }

    /// Writes the files into a folder that is there, readable by their owner alone, and forces them onto the disk.
    /// - Throws: ``BulkFileError`` where a file cannot be read or written.
    package func write(to folder: String) throws(BulkFileError) {
        for (name, file) in files {
            let copy = try BulkFile("\(folder)/\(name)", O_WRONLY | O_CREAT | O_EXCL)
            var offset = 0
            while true {
                let piece = try file.read(at: offset, count: Self.pieceBytes)
                if piece.isEmpty { break }
                try copy.write(piece, at: offset)
                offset += piece.count
            }
            try copy.sync()
        }
        try BulkFolder(path: folder).sync()
    }
}
