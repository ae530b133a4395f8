// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import GRDB
import SQLiteStore
import Store

/// 2026-06-01T00:00:00Z, on which the samples are made.
let morning = Timestamp(milliseconds: 1_780_272_000_000)

/// A place for a database file that is gone after the test.
struct TemporaryDatabase: ~Copyable {
    /// The folder, which exists.
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The path of the database file, which does not exist yet.
    var path: String { folder.appending(path: "waymark.sqlite").path }

    /// Opens the store and brings its schema up.
    func open(_ options: SQLiteOptions = SQLiteOptions()) async throws -> SQLiteStore {
        let store = try SQLiteStore(path: path, options: options)
        try await store.migrate()
        return store
    }

    /// Runs statements on a connection of its own, as another program would.
    func execute(_ sql: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        try DatabaseQueue(path: path, configuration: configuration).write { try $0.execute(sql: sql) }
    }
}

extension SQLiteStore {
    /// Makes the account that owns the samples.
    func account() async throws -> Account {
        try await addAccount(name: "default", clientID: "client", plan: "enterprise", at: morning)
    }

    /// Inserts a code of that id.
    @discardableResult
    func add(_ id: String, of account: AccountID) async throws -> InsertOutcome {
        try await insert(sample(id, of: account), limit: nil)
    }
}

/// A code that is not stored yet.
func sample(_ id: String, of account: AccountID) throws -> Code {
    guard let id = CodeID(id) else { throw CodeError.notFound(id) }
    let payload = Payload(stored: .url, text: "https://example.com/")
    return Code(id: id, account: account, payload: payload, settings: CodeSettings(), createdAt: morning)
}

/// An error of that code, which equals every other one of it.
func storeError(_ code: StoreError.Code) -> StoreError {
    StoreError(code, operation: "", detail: "", hint: "")
}
