// SPDX-License-Identifier: Apache-2.0

package import Codes
import Dispatch
import Foundation
import Glibc

/// The folder with the rows and the results of all bulk jobs.
package struct BulkFolder: Sendable {
    private let path: String
    /// Waits for the disk on threads of its own, so that those of tasks go on.
    private let disk = DispatchQueue(label: "waymark.bulk-files", attributes: .concurrent)

    /// Opens the folder, and makes it where it is missing.
    /// - Throws: ``BulkFileError`` where it cannot be made.
    package init(path: String) throws(BulkFileError) {
        self.path = path
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system("cannot make", path) }
    }

    /// The path of a job's rows.
    func rows(of id: BulkJobID) -> String { "\(path)/\(id.text).rows" }

    /// The path of a job's result.
    func result(of id: BulkJobID) -> String { "\(path)/\(id.text).result" }

    /// The path of a file that is about to lose its name.
    func scratch() -> String { "\(path)/scratch-\(UInt64.random(in: .min ... .max))" }

    /// Takes the folder for this process.
    /// - Returns: what holds it, nil while another process has it.
    func lock() throws(BulkFileError) -> BulkFile? {
        let file = try BulkFile("\(path)/lock", O_RDWR | O_CREAT)
        return file.lock() ? file : nil
    }

    /// Removes a file; it is no failure when there is none.
    func remove(_ file: String) throws(BulkFileError) {
        guard unsafe unlink(file) == 0 || errno == ENOENT else { throw .system("cannot remove", file) }
    }

    /// Removes the rows and the result of a job that is gone, as far as they are there.
    package func removeFiles(of id: BulkJobID) throws(BulkFileError) {
        try remove(rows(of: id))
        try remove(result(of: id))
    }

    /// Forces the names in the folder onto the disk.
    func sync() throws(BulkFileError) { try BulkFile(path, O_RDONLY | O_DIRECTORY).syncNames() }

    /// Removes files that no job needs any more.
    ///
    /// A job that is being submitted has rows before it is known: those stay that were written after `moment`.
    func sweep(keeping jobs: [BulkJobID: BulkJob.State], writtenSince moment: Date) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
            let parts = name.split(separator: ".")
            guard parts.count == 2, let id = BulkJobID(String(parts[0])) else { continue }
            let state = jobs[id]
            if state == .processing || state == .completed && parts[1] == "result" { continue }
            let file = "\(path)/\(name)"
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            if state == nil, let written = attributes?[.modificationDate] as? Date, written > moment { continue }
            try? remove(file)
        }
    }

    /// Runs work that waits for the disk, without holding a thread of the caller's.
    func wait(for work: @escaping @Sendable () throws(BulkFileError) -> Void) async throws(BulkFileError) {
        let failure: BulkFileError? = await withCheckedContinuation { continuation in
            disk.async {
                do throws(BulkFileError) {
                    try work()
                    continuation.resume(returning: nil)
                } catch {
                    continuation.resume(returning: error)
                }
            }
        }
        if let failure { throw failure }
    }
}

extension BulkFile {
    /// Forces the names of a folder onto the disk.
    fileprivate func syncNames() throws(BulkFileError) { try sync() }
}
