// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Why the scan journal or the visitor salt cannot do its work; always with advice.
package struct JournalError: Error, Sendable, CustomStringConvertible {
    /// What sort of failure it is; two errors are equal when their codes are.
    package enum Code: Sendable, Hashable {
        /// Another process, or another journal of this one, works in the folder.
        case locked
        /// The folder or a file in it cannot be made, read or written.
        case unwritable
        /// The disk has no room for a segment.
        case full
        /// The segments have reached the configured bound.
        case boundReached
        /// The settings contradict each other.
        case misconfigured
    }

    /// What sort of failure it is.
    package let code: Code
    /// The file or folder concerned.
    package let path: String
    /// The system's own words, or which rule was broken.
    package let detail: String
    /// What the operator can do about it.
    package let hint: String

    /// Makes an error; `hint` says what the operator can do.
    package init(_ code: Code, path: String, detail: String, hint: String) {
        self.code = code
        self.path = path
        self.detail = detail
        self.hint = hint
    }

    /// Path, words and advice in one line.
    package var description: String { "\(path): \(detail). \(hint)" }
}

extension JournalError: Equatable {
    /// Whether it is the same sort of failure.
    package static func == (left: JournalError, right: JournalError) -> Bool { left.code == right.code }
}

extension JournalError {
    /// A failed call of the system.
    /// - Parameters:
    ///   - number: its `errno`.
    ///   - path: the file it was about.
    ///   - action: what was tried, such as `cannot open`.
    /// - Returns: ``Code/full`` or ``Code/unwritable`` with the hint that fits.
    static func system(_ number: Int32, path: String, _ action: String) -> JournalError {
        let words = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
        return switch number {
        case ENOSPC, EDQUOT, EFBIG:
            JournalError(
                .full,
                path: path,
                detail: "\(action): \(words)",
                hint: "Free disk space, or move the data directory (WAYMARK_DATA_DIR) to a larger disk",
            )
        default:
            JournalError(
                .unwritable,
                path: path,
                detail: "\(action): \(words)",
                hint:
                    "Check that the data directory (WAYMARK_DATA_DIR) exists and that the server's user may write there",
            )
        }
    }
}
