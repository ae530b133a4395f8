// SPDX-License-Identifier: Apache-2.0

/// Whether the store can do its work now.
package protocol StoreHealth: Sendable {
    /// Reads and writes a trifle.
    /// - Throws: the failure that a real write would meet.
    func check() async throws(StoreError)

    /// Finishes what was begun and closes every connection. Calls after it throw ``StoreError/Code/closed``.
    func close() async throws(StoreError)
}

/// A store that does every job: what the program is put together from.
package typealias WaymarkStore = AccountErasure & AccountStore & ChangeFeed & CodeStore & JobStore & PictureStore
    & RecordedScanStore & RepetitionStore & RollupMaintenance & ScanLimitStore & ScanRetention & ScanStore & StoreHealth
    & StoreInspection & UsageStore & WebhookStore
