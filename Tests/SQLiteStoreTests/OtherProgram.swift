// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Another program that writes to the same file, such as the command line beside a server.
struct OtherProgram {
    private let connection: DatabaseQueue

    init(path: String) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(5)
        connection = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Takes the write lock, so that the store waits.
    func lock() throws {
        try connection.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    }

    /// Runs a statement.
    func execute(_ sql: String) throws { try connection.write { try $0.execute(sql: sql) } }

    /// Gives the write lock back.
    func unlock() throws {
        try connection.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    }
}
