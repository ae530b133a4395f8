// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Store

/// Why a file of a bulk job could not be read or written.
package struct BulkFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What failed, where, in the system's words.
    package let description: String
    /// Whether the disk has no room.
    package let isFull: Bool

    /// Puts an error together.
    init(_ action: String, _ path: String, _ reason: String, isFull: Bool = false) {
        description = "\(action) \(path): \(reason)"
        self.isFull = isFull
    }

    /// The error that the system's last call left.
    static func system(_ action: String, _ path: String, _ number: Int32 = errno) -> BulkFileError {
        let isFull = number == ENOSPC || number == EDQUOT || number == EFBIG
        return BulkFileError(action, path, unsafe String(cString: strerror(number)), isFull: isFull)
    }

    /// The same as a failure of the store, which for a caller it is.
    package var storeError: StoreError {
        StoreError(
            isFull ? .full : .unavailable,
            operation: "jobs.files",
            detail: description,
            hint: "Free space on the disk of the data directory, and let the server write to it.",
        )
    }
}
