// SPDX-License-Identifier: Apache-2.0

import GRDB
import Store

extension StoreError {
    /// Words any failure of a database access for the operator.
    init(_ error: any Error, during operation: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(error, during: operation)
        default: self.init(.failed, operation: operation, detail: "\(error)", hint: Self.reportHint)
        }
    }

    /// The error of every call after ``SQLiteStore/close()``.
    static func closed(during operation: String) -> StoreError {
        StoreError(.closed, operation: operation, detail: "the store is closed", hint: "The program is shutting down.")
    }

    /// The error of a row that no rule of this program would have written.
    static func corruptRow(_ detail: String, during operation: String) -> StoreError {
        let hint = "The row was changed by another program: correct it, or restore a backup."
        return StoreError(.corrupt, operation: operation, detail: detail, hint: hint)
    }

    private static let reportHint = "This is a defect of Waymark: report it with this line."

    private init(_ error: DatabaseError, during operation: String) {
        let (code, hint) = Self.diagnosis(of: error)
        let detail = error.message ?? "\(error.extendedResultCode)"
        self.init(code, operation: operation, detail: "SQLite: \(detail) (\(error.extendedResultCode))", hint: hint)
    }

    private static func diagnosis(of error: DatabaseError) -> (Code, hint: String) {
        switch error.resultCode {
        case .SQLITE_FULL:
            (.full, "Free space on the disk of the database, or raise its quota; nothing of this write was kept.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            (.unavailable, "Another process is writing to the database: let it finish, then try again.")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
            (
                .unavailable,
                "Check that the folder of the database exists and that this user may write to it and in it.",
            )
        case .SQLITE_IOERR:
            (.failed, "The disk of the database failed or is full: look at the system's log before going on.")
        case .SQLITE_NOTADB:
            (.corrupt, "The file is no SQLite database: give the path of another file, or restore a backup.")
        case .SQLITE_CORRUPT:
            (.corrupt, "The database file is damaged: stop the server and restore a backup.")
        case .SQLITE_NOMEM, .SQLITE_INTERRUPT, .SQLITE_ABORT:
            (.unavailable, "The database could not finish: try again, and give the process more memory if it repeats.")
        case .SQLITE_MISUSE where error.message == "Connection is closed":
            (.closed, "The program is shutting down.")
        case .SQLITE_ERROR where error.message?.hasPrefix("no such ") == true:
            (.schemaMismatch, "The schema is not complete: run `waymark migrate`.")
        default:
            (.failed, reportHint)
        }
    }
}
