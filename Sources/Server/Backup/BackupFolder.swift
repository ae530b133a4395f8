// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// The folder that becomes a backup: it has its name only when all is in it and on the disk.
struct BackupFolder {
    /// Where everything is written.
    let draft: String
    private let path: String

    /// Makes the folder under another name.
    /// - Throws: ``BackupError`` where there is something of either name, or the folder cannot be made.
    init(_ path: String) throws(BackupError) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
        draft = path + ".partial"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw BackupError("\(path) is there already; a backup is a new folder.")
        }
        guard unsafe mkdir(draft, 0o700) == 0 else {
            let advice = errno == EEXIST ? " It is left of a backup that was cut short: remove it." : ""
            throw Self.failure("cannot make", draft, advice)
        }
    }

    /// Makes a folder inside, and says where.
    func makeFolder(_ name: String) throws(BackupError) -> String {
        let folder = "\(draft)/\(name)"
        guard unsafe mkdir(folder, 0o700) == 0 else { throw Self.failure("cannot make", folder) }
        return folder
    }

    /// Copies a small file, readable by its owner alone.
    /// - Returns: whether there is one.
    @discardableResult
    func copy(_ name: String, from folder: String) throws(BackupError) -> Bool {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
            guard unsafe access("\(folder)/\(name)", F_OK) != 0 else {
                throw Self.failure("cannot read", "\(folder)/\(name)")
            }
            return false
        }
        let file = "\(draft)/\(name)"
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: file, contents: data, attributes: attributes) else {
            throw Self.failure("cannot write", file)
        }
        try Self.sync(file)
        return true
    }

    /// Gives the folder its name.
    func finish() throws(BackupError) {
        try Self.sync(draft)
        guard !FileManager.default.fileExists(atPath: path), unsafe rename(draft, path) == 0 else {
            throw Self.failure("cannot rename to \(path)", draft)
        }
        try Self.sync(path + "/..")
    }

    /// Takes away what was written.
    func discard() { try? FileManager.default.removeItem(atPath: draft) }

    /// Forces a file, or the names in a folder, onto the disk.
    static func sync(_ path: String) throws(BackupError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot force onto the disk", path) }
    }

    private static func failure(_ action: String, _ path: String, _ advice: String = "") -> BackupError {
        BackupError("\(action) \(path): \(unsafe String(cString: strerror(errno))).\(advice)")
    }
}
