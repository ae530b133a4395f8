// SPDX-License-Identifier: Apache-2.0

import Codes
import Foundation
import SQLiteStore
import Store
import Testing

/// Every store that keeps what the protocols promise.
///
/// Each test of this suite runs on each of them; a new store gets a
/// case here and nothing else.
enum Backend: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite = "SQLite"

    var testDescription: String { rawValue }

    /// Runs a test on a new and empty store, and removes the store afterwards.
    func withStore(_ test: (any WaymarkStore) async throws -> Void) async throws {
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let store = try SQLiteStore(path: folder.appending(path: "waymark.sqlite").path)
            try await store.migrate()
            try await test(store)
            try await store.close()
        }
    }

    /// Runs a test on a new store that has one account.
    func withAccount(_ test: (any WaymarkStore, Account) async throws -> Void) async throws {
        try await withStore { store in
            try await test(store, store.account("default"))
        }
    }
}
