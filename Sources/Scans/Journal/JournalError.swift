// SPDX-License-Identifier: Apache-2.0

/// Why the scan journal, the visitor salt or the country database cannot do its work; always with advice.
package struct JournalError: Error, Sendable, CustomStringConvertible {
    /// What sort of failure it is; two errors are equal when their codes are.
    package enum Code: Sendable, Hashable {
        /// Another process, or another journal of this one, works in the folder.
        case locked
        /// The folder or a file in it cannot be made, read or written.
        case unwritable
        /// The disk has no room for a segment.
        case full
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

    package var description: String { "\(path): \(detail). \(hint)" }
}

extension JournalError: Equatable {
    package static func == (left: JournalError, right: JournalError) -> Bool { left.code == right.code }
}
