// SPDX-License-Identifier: Apache-2.0

package import Codes
import GRDB
package import Store

extension SQLiteStore {
    /// Adds a code, its tags, destination and change, and counts it in its account, in one transaction.
    package func insert(
        _ code: Code,
        limit: Int?,
        charge: RenderCharge?,
    ) async throws(StoreError) -> InsertOutcome {
        let attempt = RequestAttempt.current
        return try await write("codes.insert") { database in
            let outcome = try Self.insert(code, limit: limit, charge: charge, in: database)
            if case .inserted = outcome { try attempt?.note(.code(code.id), in: database) }
            return outcome
        }
    }

    /// Reads a living code by the unique index on ids.
    package func code(_ id: CodeID, of account: AccountID) async throws(StoreError) -> Code? {
        try await read("codes.read") { database in
            try database.first(CodeSQL.living, [id.text, account.number]) {
                try CodeRow.read($0, during: "codes.read")
            }
        }
    }

    /// Reads a code by the unique index on ids, whoever owns it.
    package func resolve(_ id: CodeID) async throws(StoreError) -> Code? {
        try await read("codes.resolve") { database in
            try database.first(CodeSQL.anywhere, [id.text]) { try CodeRow.read($0, during: "codes.resolve") }
        }
    }

    /// Reads a code, has it changed and writes it back while the write lock is held.
    package func update(
        _ id: CodeID,
        of account: AccountID,
        change: @escaping @Sendable (Code) throws(CodeError) -> Code,
    ) async throws(StoreError) -> UpdateOutcome {
        try await write("codes.update") { try Self.update(id, of: account, in: $0, change) }
    }

    /// Changes several codes in one transaction; the write lock is held for all of them together.
    package func update(
        _ ids: [CodeID],
        of account: AccountID,
        change: @escaping @Sendable (Code) throws(CodeError) -> Code,
    ) async throws(StoreError) -> [UpdateOutcome] {
        try await write("codes.updateAll") { database in
            try ids.map { try Self.update($0, of: account, in: database, change) }
        }
    }

    /// Reads the count that inserts and deletes keep.
    package func count(of account: AccountID) async throws(StoreError) -> Int {
        try await read("codes.count") { try Self.livingCount(of: account, in: $0) ?? 0 }
    }

    /// Adds a code and charges its pictures, both or neither.
    private static func insert(
        _ code: Code,
        limit: Int?,
        charge: RenderCharge?,
        in database: Database,
    ) throws -> InsertOutcome {
        guard let charge else { return try insert(code, limit: limit, in: database) }
        var outcome = InsertOutcome.limitReached
        try database.inSavepoint {
            outcome = try insert(code, limit: limit, in: database)
            guard case .inserted = outcome else { return .rollback }
            guard case .refused(let used) = try Self.charge(charge, in: database) else { return .commit }
            outcome = .quotaReached(used: used)
            return .rollback
        }
        return outcome
    }

    /// Whether an id belongs to a code, or did.
    static func isTaken(_ id: CodeID, in database: Database) throws -> Bool {
        if try database.first(CodeSQL.exists, [id.text], { _ in true }) ?? false { return true }
        return try RetiredIDs.contain(id, in: database)
    }

    /// Adds a code inside a transaction, see ``insert(_:limit:)``.
    static func insert(_ code: Code, limit: Int?, in database: Database) throws -> InsertOutcome {
        if let limit, try livingCount(of: code.account, in: database) ?? 0 >= limit { return .limitReached }
        if try RetiredIDs.contain(code.id, in: database) { return .idTaken }
        var stored = code
        stored.tally = ScanTally()
        do {
            let fixed: [(any DatabaseValueConvertible)?] = [
                code.id.text, code.account.number, code.createdAt.milliseconds, code.version,
            ]
            try database.run(CodeSQL.insert, StatementArguments(CodeRow.editableValues(of: code) + fixed))
            stored.number = database.lastInsertedRowID
        } catch let error as DatabaseError where UniqueConstraint(violatedBy: error) == .codeID {
            return .idTaken
        }
        if stored.deletedAt == nil { try database.run(CodeSQL.addToLivingCount, [1, code.account.number]) }
        try insertTags(of: stored, in: database)
        try LeadHistory(database).note(stored)
        try recordChange(of: stored, in: database)
        return .inserted(stored)
    }

    private static func update(
        _ id: CodeID,
        of account: AccountID,
        in database: Database,
        _ change: (Code) throws(CodeError) -> Code,
    ) throws -> UpdateOutcome {
        let found = try database.first(CodeSQL.living, [id.text, account.number]) { row in
            try CodeRow.read(row, during: "codes.update")
        }
        guard let current = found else { return .notFound }
        let wanted: Code
        do throws(CodeError) {
            wanted = try change(current)
        } catch {
            return .refused(error)
        }
        return .updated(wanted == current ? current : try replace(current, with: wanted, in: database))
    }

    /// Writes what an edit may change; who owns the code, its id and its age stay.
    private static func replace(_ current: Code, with wanted: Code, in database: Database) throws -> Code {
        let stored = Code(
            number: current.number,
            id: current.id,
            account: current.account,
            payload: wanted.payload,
            settings: wanted.settings,
            createdAt: current.createdAt,
            updatedAt: wanted.updatedAt,
            deletedAt: wanted.deletedAt,
            version: current.version + 1,
            tally: current.tally,
        )
        try database.run(CodeSQL.update, StatementArguments(CodeRow.editableValues(of: stored) + [stored.number]))
        if stored.deletedAt != nil { try database.run(CodeSQL.addToLivingCount, [-1, stored.account.number]) }
        if stored.settings.tags != current.settings.tags {
            try database.run(CodeSQL.deleteTags, [stored.number])
            try insertTags(of: stored, in: database)
        }
        try LeadHistory(database).note(stored, before: current)
        try recordChange(of: stored, in: database)
        return stored
    }

    /// How many living codes the account has.
    static func livingCount(of account: AccountID, in database: Database) throws -> Int? {
        try database.first(CodeSQL.livingCount, [account.number]) { $0[0] }
    }

    private static func insertTags(of code: Code, in database: Database) throws {
        for (position, tag) in code.settings.tags.enumerated() {
            try database.run(CodeSQL.insertTag, [code.account.number, tag.text, code.number, position])
        }
    }

    private static func recordChange(of code: Code, in database: Database) throws {
        try database.run(CodeSQL.insertChange, [code.id.text, code.updatedAt.milliseconds])
        try EventOutbox(database).queueChange(of: code)
    }
}
