// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Store

/// What bulk jobs are worked off with.
package struct BulkServices: Sendable {
    /// Keeps jobs, codes and accounts.
    package typealias Keeper = AccountStore & JobStore

    /// Where jobs and codes are kept.
    let store: any Keeper
    /// Where the files are.
    let folder: BulkFolder
    /// Works rows off.
    let maker: any RowMaker
    /// What accounts may do.
    let plans: PlanCatalog
    /// Tells the time.
    let clock: WallClock

    /// Puts the services together.
    package init(
        store: any Keeper,
        folder: BulkFolder,
        maker: any RowMaker,
        plans: PlanCatalog,
        clock: @escaping WallClock,
    ) {
        self.store = store
        self.folder = folder
        self.maker = maker
        self.plans = plans
        self.clock = clock
    }
}
