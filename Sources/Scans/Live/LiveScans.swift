// SPDX-License-Identifier: Apache-2.0

package import Codes
package import Logging
import ServiceLifecycle
package import Store

/// Hands scans to those who watch, as they are stored: one follower of the store for all of them, which does nothing where
/// nobody watches.
package actor LiveScans: Service {
    /// Rows that one read looks at.
    private static let atOnce = 4_096
    /// How many rows behind the newest a watcher may begin.
    package static let longestLookBack: Int64 = 100_000
    /// A look now and then, for scans that another process stored.
    private static let interval = Duration.seconds(1)
    private static let idleInterval = Duration.seconds(60)

    private let store: any RecordedScanStore
    private let logger: Logger
    private let wake = WakeSignal()
    private var watchers: [ObjectIdentifier: LiveScanWatcher] = [:]
    /// Scans up to this row number were handed out.
    private var place: Int64 = 0
    /// How often somebody has come: a read that began before does not know of them.
    private var arrivals = 0
    private var isFailing = false

    /// Makes a follower that does nothing until it runs.
    package init(store: any RecordedScanStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Says that scans were stored.
    package nonisolated func noteStored() { wake.wake() }

    /// Begins to watch.
    /// - Parameters:
    ///   - account: whose scans are watched.
    ///   - code: the id of the one code that is watched; nil for all.
    /// - Returns: what the scans come to, until ``leave(_:)``.
    /// - Throws: the store's failure.
    package func watch(_ account: AccountID, code: String?) async throws(StoreError) -> LiveScanWatcher {
        if watchers.isEmpty {
            let latest = try await store.latestScan()
            if watchers.isEmpty { place = latest }
        }
        let watcher = LiveScanWatcher(account: account, code: code, start: place)
        watchers[ObjectIdentifier(watcher)] = watcher
        arrivals += 1
        wake.wake()
        return watcher
    }

    /// Ends watching.
    package func leave(_ watcher: LiveScanWatcher) { watchers[ObjectIdentifier(watcher)] = nil }

    /// Scans that were stored before a watcher began.
    /// - Parameters:
    ///   - number: the row number behind which to look.
    ///   - watcher: whose scans are wanted.
    /// - Returns: some of them, in the order of their storing, and the row number up to which all were looked at.
    /// - Throws: the store's failure.
    package nonisolated func stored(
        after number: Int64,
        for watcher: LiveScanWatcher,
    ) async throws(StoreError) -> (scans: [RecordedScan], through: Int64) {
        let found = try await store.scans(
            after: number, through: watcher.start, of: [watcher.account], examining: Self.atOnce, )
        return (found.scans.filter(watcher.wants), found.through)
    }

    /// Follows the store until the group shuts down.
    package nonisolated func run() async { await cancelWhenGracefulShutdown { await self.follow() } }

    private func follow() async {
        while !Task.isCancelled {
            do throws(StoreError) {
                let hasMore = try await step()
                isFailing = false
                if hasMore { continue }
            } catch {
                if !isFailing { logger.warning("scans cannot be followed", metadata: ["error": "\(error)"]) }
                isFailing = true
            }
            await wake.wait(atMost: watchers.isEmpty ? Self.idleInterval : Self.interval)
        }
    }

    /// Hands out the next scans.
    /// - Returns: whether there are more.
    func step() async throws(StoreError) -> Bool {
        guard !watchers.isEmpty else { return false }
        let (arrivals, from) = (arrivals, place)
        let latest = try await store.latestScan()
        guard arrivals == self.arrivals else { return true }
        guard latest > from else {
            // Rows were deleted from the end: their numbers come again.
            place = latest
            return false
        }
        let accounts = Set(watchers.values.map(\.account))
        let found = try await store.scans(after: from, through: latest, of: accounts, examining: Self.atOnce)
        // Whoever came meanwhile may watch another account: the same rows are read again.
        guard arrivals == self.arrivals else { return true }
        place = found.through
        for watcher in watchers.values { watcher.offer(found.scans) }
        return place < latest
    }
}
