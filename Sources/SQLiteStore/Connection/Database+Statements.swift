// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Database {
    /// Runs a statement that is kept prepared.
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ arguments: StatementArguments) throws -> Int {
        try cachedStatement(sql: sql).execute(arguments: arguments)
        return changesCount
    }

    /// The first row of a query that is kept prepared, decoded straight from SQLite's columns.
    func first<Value>(_ sql: String, _ arguments: StatementArguments, _ decode: (Row) throws -> Value) throws -> Value?
    {
        let rows = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        // The row looks into the statement, which the end of the cursor resets: an optimized build ends it early.
        return try withExtendedLifetime(rows) { try rows.next().map(decode) }
    }

    /// All rows of a query that is kept prepared.
    func all<Value>(
        _ sql: String,
        _ arguments: StatementArguments = [],
        _ decode: (Row) throws -> Value,
    ) throws -> [Value] {
        var values: [Value] = []
        let rows = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() { values.append(try decode(row)) }
        return values
    }
}

extension Int64 {
    /// The quotient rounded down, as moments before 1970 need it too.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
