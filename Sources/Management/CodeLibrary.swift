// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store

/// Everything that can be done with codes, the same for every dialect and for the command line.
package struct CodeLibrary: Sendable {
    let store: any CodeStore
    let plans: PlanCatalog
    private let makeID: @Sendable () -> CodeID
    let invalidate: @Sendable (CodeID) async -> Void
    let vault: Vault?
    let hasher = PasswordHasher()
    /// The rules that drafts and edits are checked by.
    package let rules: CodeRules

    /// A made id that is taken is one in a hundred million even beside two million codes; eight in a row are never.
    private static let idAttempts = 8

    /// Puts the library together.
    /// - Parameters:
    ///   - store: where codes are kept.
    ///   - plans: what accounts may do.
    ///   - rules: the rules that drafts and edits are checked by.
    ///   - vault: seals the destinations that are to be encrypted; nil where the server has no secret.
    ///   - makeID: makes a new random id.
    ///   - invalidate: makes redirects of this process forget what they know of an id. Called after a write is durable
    ///     and before it is answered, so that whoever got the answer never sees the old destination here.
    package init(
        store: any CodeStore,
        plans: PlanCatalog,
        rules: CodeRules,
        vault: Vault? = nil,
        makeID: @escaping @Sendable () -> CodeID = CodeLibrary.randomID,
        invalidate: @escaping @Sendable (CodeID) async -> Void,
    ) {
        self.store = store
        self.plans = plans
        self.rules = rules
        self.vault = vault
        self.makeID = makeID
        self.invalidate = invalidate
    }

    /// A new id from the system's cryptographic source.
    package static func randomID() -> CodeID {
        var generator = SystemRandomNumberGenerator()
        return CodeID(using: &generator)
    }

    /// Makes a code.
    /// - Parameters:
    ///   - draft: what it is to be.
    ///   - account: whose it is to be.
    ///   - charge: what its pictures cost, counted with it; nil where none are handed over.
    /// - Returns: the code.
    /// - Throws: ``CodeError/slugTaken(_:)``, ``CodeError/codeLimitReached(plan:limit:)`` or
    ///   ``CodeError/quotaExceeded(_:)`` as a rule, or the store's failure; that too where the account's plan is not in the
    ///   catalog, which nobody but the operator can mend.
    package func create(
        _ draft: CodeDraft,
        for account: Account,
        charging charge: RenderCharge? = nil,
    ) async throws(ManagementError) -> Code {
        let limit = try plan(of: account).codes
        let hash = await hash(draft.settings.password?.fresh)
        for _ in 0..<Self.idAttempts {
            let code = try code(of: draft, hash, for: account)
            let outcome = try await stored { () throws(StoreError) in
                try await store.insert(code, limit: limit, charge: charge)
            }
            switch outcome {
            case .inserted(let code):
                await invalidate(code.id)
                return code
            case .limitReached:
                throw .rule(.codeLimitReached(plan: account.plan, limit: limit ?? 0))
            case .quotaReached(let used):
                guard let charge else { throw Self.broken("nothing was charged", hint: "Report this line.") }
                throw .rule(.quotaExceeded(charge.excess(over: used, at: rules.clock())))
            case .idTaken:
                if let slug = draft.slug { throw .rule(.slugTaken(slug.text)) }
            }
        }
        throw Self.broken("\(Self.idAttempts) ids in a row were taken", hint: "Check the random source.")
    }

    /// A code as it would be made, with an id of its own and its secrets guarded; nothing is stored.
    ///
    /// For batches, which store many codes in one transaction.
    /// - Throws: ``CodeError/invalid(_:)`` as a rule.
    package func draft(_ draft: CodeDraft, for account: Account) async throws(ManagementError) -> Code {
        try code(of: draft, await hash(draft.settings.password?.fresh), for: account)
    }

    private func code(
        of draft: CodeDraft,
        _ hash: PasswordHash?,
        for account: Account,
    ) throws(ManagementError) -> Code {
        let wanted = Code(
            id: draft.slug ?? makeID(),
            account: account.id,
            payload: draft.payload,
            settings: draft.settings,
            createdAt: rules.clock(),
        )
        return try ruled { () throws(CodeError) in try Self.guarded(wanted, hash, vault) }
    }

    /// One living code of the account.
    /// - Throws: ``CodeError/notFound(_:)`` as a rule, or the store's failure.
    package func code(_ id: String, of account: Account) async throws(ManagementError) -> Code {
        guard let known = CodeID(reference: id) else { throw .rule(.notFound(id)) }
        let code = try await stored { () throws(StoreError) in try await store.code(known, of: account.id) }
        guard let code else { throw .rule(.notFound(id)) }
        return code
    }

    /// One page of the account's living codes.
    package func list(_ query: CodeListQuery, of account: Account) async throws(ManagementError) -> CodePage {
        try await stored { () throws(StoreError) in try await store.list(query, of: account.id) }
    }

    /// Edits a code.
    /// - Throws: ``CodeError/notFound(_:)``, ``CodeError/versionMismatch(current:)``, ``CodeError/locked(_:)`` or
    ///   ``CodeError/invalid(_:)`` as a rule, or the store's failure.
    package func edit(_ id: String, of account: Account, _ edit: CodeEdit) async throws(ManagementError) -> Code {
        let hash = await hash(edit.freshPassword)
        let vault = vault
        return try await change(id, of: account) { (code) throws(CodeError) in
            try Self.guarded(edit.apply(to: code), hash, vault)
        }
    }

    /// Deletes a code: its scans answer that it has ended, its id is never given again, its counts stay.
    /// - Parameters:
    ///   - id: the code's id.
    ///   - account: the account that must own it.
    ///   - expectedVersion: the version that the caller believes to delete; nil for whatever is there.
    /// - Throws: ``CodeError/notFound(_:)``, ``CodeError/versionMismatch(current:)`` or ``CodeError/locked(_:)`` as a rule,
    ///   or the store's failure.
    package func delete(
        _ id: String,
        of account: Account,
        expectedVersion: Int? = nil,
    ) async throws(ManagementError) {
        let clock = rules.clock
        _ = try await change(id, of: account) { (code) throws(CodeError) in
            try CodeEdit.check(expectedVersion, against: code)
            try code.checkDeletion()
            return code.deleted(at: clock())
        }
    }

    private func ruled<Value>(_ rule: () throws(CodeError) -> Value) throws(ManagementError) -> Value {
        do throws(CodeError) {
            return try rule()
        } catch {
            throw .rule(error)
        }
    }

    /// What the account may do.
    /// - Throws: the store's failure where its plan is not in the catalog, which nobody but the operator can mend.
    package func plan(of account: Account) throws(ManagementError) -> Plan {
        if let plan = plans[account.plan] { return plan }
        let detail = "account \(account.name) is on plan \(account.plan), which is not in the catalog"
        throw Self.broken(detail, hint: "Add the plan to the plans file.")
    }

    private static func broken(_ detail: String, hint: String) -> ManagementError {
        .store(StoreError(.failed, operation: "codes.create", detail: detail, hint: hint))
    }

    /// Has a living code of the account changed, and redirects of this process forget it.
    func change(
        _ id: String,
        of account: Account,
        _ change: @escaping @Sendable (Code) throws(CodeError) -> Code,
    ) async throws(ManagementError) -> Code {
        guard let known = CodeID(reference: id) else { throw .rule(.notFound(id)) }
        let outcome = try await stored { () throws(StoreError) in
            try await store.update(known, of: account.id, change: change)
        }
        switch outcome {
        case .updated(let code):
            await invalidate(code.id)
            return code
        case .notFound: throw .rule(.notFound(id))
        case .refused(let error): throw .rule(error)
        }
    }
}
