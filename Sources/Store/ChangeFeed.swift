// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Tells which codes were edited, by whomever: this process, a command line beside it, another node.
///
/// Caches follow it.
package protocol ChangeFeed: Sendable {
    /// The newest change so far; a cache that starts empty starts here.
    func latestChange() async throws(StoreError) -> Int64

    /// The ids changed after `change`, oldest first, at most 10,000, and the newest change among them.
    /// - Returns: `isComplete` is false where changes after `change` were pruned already: drop the whole cache then.
    func changes(after change: Int64) async throws(StoreError) -> CodeChanges

    /// Forgets changes made before `moment`; caches have long followed them.
    func pruneChanges(before moment: Timestamp) async throws(StoreError)
}

/// Codes that were edited.
package struct CodeChanges: Sendable, Hashable {
    /// Their ids; one may stand more than once.
    package let ids: [CodeID]
    /// The newest change among them; the one asked for where there is none.
    package let latest: Int64
    /// Whether nothing is missing between the change asked for and the latest.
    package let isComplete: Bool

    /// Makes a list of changes.
    package init(ids: [CodeID], latest: Int64, isComplete: Bool) {
        self.ids = ids
        self.latest = latest
        self.isComplete = isComplete
    }
}
