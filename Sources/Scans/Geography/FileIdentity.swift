// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Tells one file from another one that was put in its place.
struct FileIdentity: Sendable, Hashable {
    private let device: UInt
    private let number: UInt
    private let byteCount: Int
    private let modified: Int

    /// The identity of the file at a path; nil when there is none that can be read.
    init?(path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0, unsafe access(path, R_OK) == 0 else { return nil }
        device = UInt(status.st_dev)
        number = UInt(status.st_ino)
        byteCount = Int(status.st_size)
        modified = Int(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int(status.st_mtim.tv_nsec)
    }
}
