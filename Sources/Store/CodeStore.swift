// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Keeps the codes of all accounts.
///
/// Every write is durable when the call returns.
package protocol CodeStore: Sendable {
    /// Adds a code.
    /// - Parameters:
    ///   - code: the code; its number and tally are filled in by the store.
    ///   - limit: the most living codes that the account may have with this one; nil for no limit. Checked in the same
    ///     transaction, so that no race passes it.
    ///   - charge: the renders that the code's pictures cost, counted in the same transaction; nil for none.
    /// - Returns: what became of it; only ``InsertOutcome/inserted(_:)`` has written anything.
    /// - Throws: ``StoreError`` where the database could not do its work.
    func insert(_ code: Code, limit: Int?, charge: RenderCharge?) async throws(StoreError) -> InsertOutcome

    /// Adds several codes of one account and charges renders, all of it or nothing, in one transaction.
    /// - Parameters:
    ///   - codes: the codes; may be empty.
    ///   - limit: the most living codes that the account may have with these; nil for no limit.
    ///   - charge: the renders; one statement counts all of them and decides.
    /// - Returns: what became of it; only ``BatchOutcome/inserted(_:used:)`` has written anything.
    /// - Throws: ``StoreError`` where the database could not do its work; nothing is written then.
    func insert(_ codes: [Code], limit: Int?, charge: RenderCharge) async throws(StoreError) -> BatchOutcome

    /// How often the destinations of codes were changed since they were made, by their row numbers; a code that is not
    /// among them was never changed.
    func destinationChanges(of numbers: [Int64]) async throws(StoreError) -> [Int64: Int]

    /// The living code of that id in that account, or nil.
    func code(_ id: CodeID, of account: AccountID) async throws(StoreError) -> Code?

    /// The code of that id in any account, deleted ones too: what a redirect asks for. Its tally may be left empty.
    func resolve(_ id: CodeID) async throws(StoreError) -> Code?

    /// Reads, changes and writes a living code in one transaction.
    /// - Parameters:
    ///   - id: the code's id.
    ///   - account: the account that must own it.
    ///   - change: returns the changed code, or throws the rule that refuses the change; nothing is written then. Called
    ///     again where a transaction has to be repeated, so it must have no effects of its own.
    ///     It sets `updatedAt`; the store counts `version` up. To delete a code it sets `deletedAt`: the code is not
    ///     living after that, and cannot be updated again. Id, account and age stay as they are, whatever it returns.
    ///     A code that it returns as it was is not written, and keeps its version.
    /// - Returns: what became of it; only ``UpdateOutcome/updated(_:)`` has written anything.
    /// - Throws: ``StoreError`` where the database could not do its work.
    func update(
        _ id: CodeID,
        of account: AccountID,
        change: @escaping @Sendable (Code) throws(CodeError) -> Code,
    ) async throws(StoreError) -> UpdateOutcome

    /// Reads, changes and writes several living codes, all of them in one transaction.
    /// - Parameters:
    ///   - ids: the ids of the codes.
    ///   - account: the account that must own them.
    ///   - change: as for a single code; one that it refuses is left as it is, and the others are written.
    /// - Returns: what became of each, in the order of the ids.
    /// - Throws: ``StoreError`` where the database could not do its work; nothing is written then.
    func update(
        _ ids: [CodeID],
        of account: AccountID,
        change: @escaping @Sendable (Code) throws(CodeError) -> Code,
    ) async throws(StoreError) -> [UpdateOutcome]

    /// One page of an account's living codes, in the query's order.
    func list(_ query: CodeListQuery, of account: AccountID) async throws(StoreError) -> CodePage

    /// How many living codes the account has.
    func count(of account: AccountID) async throws(StoreError) -> Int
}

/// What became of an insert.
package enum InsertOutcome: Sendable, Hashable {
    /// Stored; the code as it is now.
    case inserted(Code)
    /// The id belongs to a code already, perhaps a deleted one.
    case idTaken
    /// The account has as many codes as it may have.
    case limitReached
    /// The account's month has no room for the renders; what it has come to.
    case quotaReached(used: Int)
}

extension CodeStore {
    /// Adds a code that costs no renders, see ``insert(_:limit:charge:)``.
    package func insert(_ code: Code, limit: Int?) async throws(StoreError) -> InsertOutcome {
        try await insert(code, limit: limit, charge: nil)
    }
}

/// What became of codes and renders that go together.
package enum BatchOutcome: Sendable, Hashable {
    /// Stored and charged; the codes as they are now, and what the month has come to.
    case inserted([Code], used: Int)
    /// Ids that belong to codes already.
    case idsTaken(Set<CodeID>)
    /// The account may have only so many codes more.
    case limitReached(room: Int)
    /// The month has no room for the renders; what it has come to.
    case quotaReached(used: Int)
}

/// What became of an update.
package enum UpdateOutcome: Sendable, Hashable {
    /// Stored; the code as it is now.
    case updated(Code)
    /// No living code of that id in the account.
    case notFound
    /// A rule refused the change; nothing was written.
    case refused(CodeError)
}

/// Which codes a list shows.
package struct CodeListQuery: Sendable, Hashable {
    /// The page's size: 1 to 100.
    package var limit: Int
    /// Where the page begins: after this position, which has to be one of the same order; nil for the first page.
    package var after: CodePosition?
    /// How many codes to pass over first: for pages that are numbered.
    package var skip: Int
    /// In which order the codes come.
    package var order: CodeOrder
    /// Only codes of this type.
    package var type: DataType?
    /// Only codes in this state.
    package var status: CodeStatus?
    /// Only codes that carry this tag.
    package var tag: Tag?
    /// Only codes whose name, id or destination contains this text, letter case ignored (ASCII letters).
    package var search: String?

    /// Makes a query; by default the first 25 of all codes.
    package init(
        limit: Int = 25,
        after: CodePosition? = nil,
        skip: Int = 0,
        order: CodeOrder = .newestFirst,
        type: DataType? = nil,
        status: CodeStatus? = nil,
        tag: Tag? = nil,
        search: String? = nil,
    ) {
        self.limit = limit
        self.after = after
        self.skip = skip
        self.order = order
        self.type = type
        self.status = status
        self.tag = tag
        self.search = search
    }
}

/// One page of codes.
package struct CodePage: Sendable, Hashable {
    /// The codes in the query's order, at most its limit.
    package let codes: [Code]
    /// How many codes match the query's filters on all pages together.
    package let total: Int
    /// Where the next page begins; nil on the last page.
    package let next: CodePosition?

    /// Makes a page.
    package init(codes: [Code], total: Int, next: CodePosition?) {
        self.codes = codes
        self.total = total
        self.next = next
    }
}
