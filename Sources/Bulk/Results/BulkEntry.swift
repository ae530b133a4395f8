// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store

/// What became of a row.
package struct BulkEntry: Sendable, Hashable {
    /// The kinds of outcome.
    package enum Kind: UInt8, Sendable {
        /// Nothing was made.
        case failed = 0
        /// A code was made; the entry is an object with its picture.
        case dynamic = 1
        /// A picture was made; the entry is a string.
        case fixed = 2
    }

    /// The kind.
    package let kind: Kind
    /// The row's own name; empty where it had none.
    package let uid: String
    /// The entry of the result, as JSON.
    package let json: [UInt8]

    /// Makes an entry; `uid` has at most 65,535 bytes.
    package init(_ kind: Kind, uid: String, json: [UInt8]) {
        self.kind = kind
        self.uid = uid
        self.json = json
    }
}

/// A row that was worked off, ready to be committed.
package struct MadeRow: Sendable {
    /// What became of it.
    package var entry: BulkEntry
    /// The code that it makes; nil where it makes none.
    package var code: Code?
    /// How many pictures were drawn for it: what it costs of the plan.
    package var renders: Int
    /// What it asked for, where it failed.
    package var failed: FailedFeatures

    /// Puts a row together.
    package init(entry: BulkEntry, code: Code? = nil, renders: Int = 0, failed: FailedFeatures = FailedFeatures()) {
        self.entry = entry
        self.code = code
        self.renders = renders
        self.failed = failed
    }
}

/// Why a code of a row cannot be stored, as only the store can tell.
package enum RowRefusal: Sendable, Hashable {
    /// The account's plan allows no more codes.
    case limitReached(Int)
    /// The slug that the row chose belongs to another code.
    case slugTaken(CodeID)
    /// The account's plan allows no more renders in this month.
    case quotaReached(Int)
}

/// Works rows off: reads, checks and draws.
///
/// What it makes counts only when it is committed: it may be called again for the same row.
package protocol RowMaker: Sendable {
    /// Does what a row asks for; whatever is wrong with the row becomes an entry that says so.
    /// - Throws: a failure of the store alone; the row is tried again later.
    func make(_ row: BulkRow, of job: BulkJob, for account: Account) async throws(StoreError) -> MadeRow

    /// The entry of a row whose code could not be stored.
    func refused(_ row: BulkRow, of job: BulkJob, because reason: RowRefusal) -> MadeRow

    /// Forgets what redirects of this process know of ids that were stored.
    func stored(_ ids: [CodeID]) async
}
