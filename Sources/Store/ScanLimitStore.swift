// SPDX-License-Identifier: Apache-2.0

/// Counts the scans of codes that have a limit.
///
/// Before the answer, in the store and not in memory: that makes the limit exact for any number of servers on one store,
/// and over restarts. Codes without a limit never ask.
package protocol ScanLimitStore: Sendable {
    /// Takes one scan of a code, as long as fewer than `limit` were taken; durable when the call returns.
    /// - Returns: whether there was one left.
    /// - Throws: ``StoreError``.
    func takeScan(of code: Int64, limit: Int) async throws(StoreError) -> Bool

    /// Whether fewer than `limit` scans of a code were taken; takes none.
    /// - Throws: ``StoreError``.
    func hasScanLeft(of code: Int64, limit: Int) async throws(StoreError) -> Bool
}
