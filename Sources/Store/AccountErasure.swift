// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Removes an account with all that is kept of it.
package protocol AccountErasure: Sendable {
    /// Removes the next part: first its keys, then what they could reach, its codes and scans, and the account itself last.
    ///
    /// Each part is a transaction of its own, so that nobody waits long. What is left of the codes are digests of their
    /// ids, so that no id is ever given again. Cut short, it can be taken up at any time.
    /// - Returns: what became of it.
    /// - Throws: ``StoreError`` where the database could not do its work.
    func eraseSome(of account: AccountID) async throws(StoreError) -> ErasureStep

    /// Removes the user agents that no scan has any more.
    ///
    /// Reads all scans once, beside other reads and writes.
    /// - Throws: ``StoreError`` where the database could not do its work.
    func forgetUnusedClients() async throws(StoreError)

    /// Moves the write-ahead log into the database and empties it: what was deleted is in neither then.
    /// - Parameter compacts: whether the database is written anew, without the unused parts of its pages; takes as long
    ///   as writing the whole file, and other writes wait.
    /// - Throws: ``StoreError`` where the database could not do its work.
    func settle(compacting compacts: Bool) async throws(StoreError)
}

/// One step of the removal of an account.
package struct ErasureStep: Sendable, Hashable {
    /// Bulk jobs that are gone, whose files are to be removed now.
    package var jobs: [BulkJobID] = []
    /// How many codes went.
    package var codes = 0
    /// How many scans went.
    package var scans = 0
    /// Whether the account is gone.
    package var isDone = false

    /// Makes a step that did nothing yet.
    package init() {}
}
