// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite

/// A kept statement that is bound and read column by column, without values or arrays in between.
///
/// For what is done for every scan: GRDB's own arguments cost more than the statement. To be used within one access to its
/// database, and reset before it is bound anew, which ``run()`` and ``forEach(_:)`` do.
struct FastStatement {
    private let statement: Statement
    private let database: Database

    init(_ sql: String, in database: Database) throws {
        self.init(try database.cachedStatement(sql: sql), in: database)
    }

    /// Takes a statement of one's own: while a kept one runs, nobody else may run it.
    init(_ statement: Statement, in database: Database) {
        self.statement = statement
        self.database = database
        unsafe sqlite3_reset(statement.sqliteStatement)
    }

    /// Binds a number to a parameter, counted from 1.
    @inline(__always)
    func bind(_ index: Int32, _ value: Int64) { unsafe sqlite3_bind_int64(statement.sqliteStatement, index, value) }

    /// Binds a number, or null.
    @inline(__always)
    func bind(_ index: Int32, _ value: Int64?) {
        guard let value else {
            unsafe sqlite3_bind_null(statement.sqliteStatement, index)
            return
        }
        bind(index, value)
    }

    /// Binds bytes, or null.
    func bind(_ index: Int32, bytes: [UInt8]?) {
        guard let bytes else {
            unsafe sqlite3_bind_null(statement.sqliteStatement, index)
            return
        }
        // Copied: -1 is SQLITE_TRANSIENT.
        let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        _ = unsafe bytes.withUnsafeBytes { buffer in
            // A null pointer would be a null value.
            guard let start = buffer.baseAddress, buffer.count > 0 else {
                return unsafe sqlite3_bind_zeroblob(statement.sqliteStatement, index, 0)
            }
            return unsafe sqlite3_bind_blob64(
                statement.sqliteStatement, index, start, UInt64(buffer.count), transient, )
        }
    }

    /// Runs a statement that has no rows to give.
    func run() throws {
        try forEach { _ in }
    }

    /// Runs the statement and gives each of its rows.
    func forEach(_ body: (FastRow) throws -> Void) throws {
        defer { unsafe sqlite3_reset(statement.sqliteStatement) }
        while try step() { try body(unsafe FastRow(statement: statement.sqliteStatement)) }
    }

    /// Runs the statement to its end.
    /// - Returns: what is made of the first row; nil where there is none.
    func first<Value>(_ body: (FastRow) throws -> Value) throws -> Value? {
        var value: Value?
        try forEach { row in
            if value == nil { value = try body(row) }
        }
        return value
    }

    /// The number of the row that the connection inserted last.
    var insertedRow: Int64 { unsafe sqlite3_last_insert_rowid(database.sqliteConnection) }

    private func step() throws -> Bool {
        let code = unsafe sqlite3_step(statement.sqliteStatement)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let message = unsafe sqlite3_errmsg(database.sqliteConnection).map { unsafe String(cString: $0) }
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }
}

/// The row that a statement stands at.
@safe
struct FastRow {
    fileprivate let statement: OpaquePointer

    /// The number in a column, counted from 0; 0 for null.
    @inline(__always)
    func int(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(statement, column) }

    /// Whether a column is null.
    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(statement, column) == SQLITE_NULL }

    /// The number in a column; nil for null.
    func optional(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

    /// The bytes in a column; nil for null.
    func bytes(_ column: Int32) -> [UInt8]? {
        guard !isNull(column) else { return nil }
        let count = Int(unsafe sqlite3_column_bytes(statement, column))
        guard count > 0, let start = unsafe sqlite3_column_blob(statement, column) else { return [] }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The text in a column; empty for null.
    func text(_ column: Int32) -> String {
        unsafe sqlite3_column_text(statement, column).map { unsafe String(cString: $0) } ?? ""
    }
}
