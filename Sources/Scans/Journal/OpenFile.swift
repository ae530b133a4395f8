// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file that is open until it goes out of use.
///
/// Not inherited by child processes.
struct OpenFile: ~Copyable {
    /// The number that the system's calls take.
    let descriptor: Int32
    /// Where it was opened.
    let path: String

    /// Opens a file.
    /// - Parameters:
    ///   - path: the path.
    ///   - flags: `O_…`, for example `O_RDWR | O_CREAT`; a file that is made is readable by its owner alone.
    ///   - action: what is tried, for the error, such as `cannot open`.
    /// - Throws: ``JournalError`` in the system's words.
    init(_ path: String, _ flags: Int32, _ action: String) throws(JournalError) {
        let descriptor = unsafe open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(errno, path: path, action) }
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Writes all bytes at the file's beginning and forces them onto the disk.
    func write(_ bytes: [UInt8]) throws(JournalError) {
        try write(bytes, at: 0)
        try cut(to: bytes.count)
        try sync()
    }

    /// Writes all bytes at a place.
    func write(_ bytes: [UInt8], at offset: Int) throws(JournalError) {
        var done = 0
        while done < bytes.count {
            let part = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done, off_t(offset + done),
                )
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw .system(part == 0 ? ENOSPC : errno, path: path, "cannot write") }
            done += part
        }
    }

    /// Makes the file as long as said.
    func cut(to count: Int) throws(JournalError) {
        guard ftruncate(descriptor, off_t(count)) == 0 else { throw .system(errno, path: path, "cannot cut") }
    }

    /// Forces the file, or a folder's names, onto the disk.
    func sync() throws(JournalError) {
        guard fsync(descriptor) == 0 else { throw .system(errno, path: path, "cannot force onto the disk") }
    }

    /// Maps the first bytes of the file into memory.
    func map(_ byteCount: Int, _ protection: Int32) throws(JournalError) -> UnsafeMutableRawBufferPointer {
        let address = unsafe mmap(nil, byteCount, protection, MAP_SHARED, descriptor, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else {
            throw .system(errno, path: path, "cannot map into memory")
        }
        return unsafe UnsafeMutableRawBufferPointer(start: address, count: byteCount)
    }

    /// Removes a file; it is no failure when there is none.
    static func remove(_ path: String) throws(JournalError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .system(errno, path: path, "cannot remove") }
    }

    /// Gives a file another name, in place of a file that has it.
    static func rename(_ path: String, to other: String) throws(JournalError) {
        guard unsafe Glibc.rename(path, other) == 0 else {
            throw .system(errno, path: path, "cannot rename to \(other)")
        }
    }

    /// Forces the names in a folder onto the disk.
    static func syncFolder(_ path: String) throws(JournalError) {
        try OpenFile(path, O_RDONLY | O_DIRECTORY, "cannot open the folder").sync()
    }
}
