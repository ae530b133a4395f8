// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An open file of a bulk job; closed when its last holder lets go.
///
/// Rows may hold passwords and results lead to codes: the files are readable by their owner alone.
final class BulkFile: Sendable {
    let path: String
    private let descriptor: Int32

    /// Opens a file.
    /// - Parameters:
    ///   - path: the path.
    ///   - flags: `O_…`.
    /// - Throws: ``BulkFileError`` in the system's words.
    init(_ path: String, _ flags: Int32) throws(BulkFileError) {
        let descriptor = unsafe open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("cannot open", path) }
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// How many bytes the file has.
    func length() throws(BulkFileError) -> Int {
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { throw .system("cannot measure", path) }
        return Int(end)
    }

    /// Reads up to `count` bytes; fewer only at the end of the file.
    func read(at offset: Int, count: Int) throws(BulkFileError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let part = unsafe pread(
                    descriptor, buffer.baseAddress.map { unsafe $0 + filled }, count - filled, off_t(offset + filled), )
                if part < 0, errno == EINTR { continue }
                if part < 0 { failure = errno }
                if part <= 0 { return }
                filled += part
            }
        }
        guard failure == 0 else { throw .system("cannot read", path, failure) }
        return bytes
    }

    /// Writes all bytes at a place.
    func write(_ bytes: [UInt8], at offset: Int) throws(BulkFileError) {
        var done = 0
        while done < bytes.count {
            let part = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done, off_t(offset + done),
                )
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw .system("cannot write", path, part == 0 ? ENOSPC : errno) }
            done += part
        }
    }

    /// Cuts the file off behind `count` bytes.
    func cut(to count: Int) throws(BulkFileError) {
        guard ftruncate(descriptor, off_t(count)) == 0 else { throw .system("cannot cut", path) }
    }

    /// Forces what was written onto the disk.
    func sync() throws(BulkFileError) {
        guard fdatasync(descriptor) == 0 else { throw .system("cannot force onto the disk", path) }
    }

    /// Takes the file for this process.
    /// - Returns: false where another one has it.
    func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }
}
