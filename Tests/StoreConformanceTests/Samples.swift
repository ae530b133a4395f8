// SPDX-License-Identifier: Apache-2.0

import Codes
import Store
import Testing

/// 2026-06-01T00:00:00Z, on which the samples are made.
let morning = Timestamp(milliseconds: 1_780_272_000_000)

extension Timestamp {
    /// The moment that many milliseconds later.
    static func + (moment: Timestamp, milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds + milliseconds)
    }
}

/// Milliseconds of one minute, one hour and one day.
let minute: Int64 = 60_000
let hour: Int64 = 60 * minute
let day: Int64 = 24 * hour

extension CodeID {
    /// An id from text that is one.
    static func sample(_ text: String) throws -> CodeID { try #require(CodeID(text)) }
}

extension Code {
    /// A code that is not stored yet.
    static func sample(
        _ id: String,
        of account: Account,
        to destination: String = "https://example.com/",
        type: DataType = .url,
        settings: CodeSettings = CodeSettings(),
        at moment: Timestamp = morning,
    ) throws -> Code {
        Code(
            id: try .sample(id),
            account: account.id,
            payload: Payload(stored: type, text: destination),
            settings: settings,
            createdAt: moment,
        )
    }
}

extension AccountStore {
    /// Makes the account of that name.
    func account(_ name: String) async throws -> Account {
        try await addAccount(name: name, clientID: "client-\(name)", plan: "enterprise", at: morning)
    }
}

extension CodeStore {
    /// Inserts a code that must go in.
    @discardableResult
    func add(_ code: Code, limit: Int? = nil) async throws -> Code {
        let outcome = try await insert(code, limit: limit)
        guard case .inserted(let stored) = outcome else {
            throw Unexpected("\(code.id): \(outcome)")
        }
        return stored
    }

    /// Edits a code that must be there.
    @discardableResult
    func edit(
        _ code: Code, at moment: Timestamp = morning + minute, _ change: @escaping @Sendable (inout Code) -> Void,
    )
        async throws -> Code
    {
        let outcome = try await update(code.id, of: code.account) { current in
            var changed = current
            changed.updatedAt = moment
            change(&changed)
            return changed
        }
        guard case .updated(let stored) = outcome else { throw Unexpected("\(code.id): \(outcome)") }
        return stored
    }

    /// Edits a code without changing anything.
    func touch(_ code: Code, of account: Account) async throws -> UpdateOutcome {
        try await update(code.id, of: account.id) { $0 }
    }

    /// Deletes a code that must be there.
    @discardableResult
    func delete(_ code: Code, at moment: Timestamp = morning + hour) async throws -> Code {
        try await edit(code, at: moment) { $0.deletedAt = moment }
    }
}

/// An outcome that a test did not prepare for.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
