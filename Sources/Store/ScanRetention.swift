// SPDX-License-Identifier: Apache-2.0

/// Lets go of scans that were kept long enough; the counts made of them stay for ever.
package protocol ScanRetention: Sendable {
    /// Deletes some of the scans of UTC days before a day, the oldest days first, and the texts of clients that no scan
    /// refers to any more.
    ///
    /// The counts of a day stay as they are from the moment its first scan goes: they cannot be made anew.
    /// - Parameters:
    ///   - day: days since 1970-01-01; scans of this day stay.
    ///   - limit: the most rows to delete: writes of others wait meanwhile.
    /// - Returns: how many scans went, and whether there may be more to do.
    /// - Throws: ``StoreError`` where the database could not do its work.
    func purgeScans(before day: Int64, atMost limit: Int) async throws(StoreError) -> PurgeStep

    /// What ``purgeScans(before:atMost:)`` would delete in all.
    func purgeableScans(before day: Int64) async throws(StoreError) -> PurgeableScans
}

/// One step of a purge.
package struct PurgeStep: Sendable, Hashable {
    /// How many scans went.
    package let scans: Int
    /// Whether nothing is left to do.
    package let isDone: Bool

    /// Makes a step.
    package init(scans: Int, isDone: Bool) {
        self.scans = scans
        self.isDone = isDone
    }
}

/// Scans that were kept long enough.
package struct PurgeableScans: Sendable, Hashable {
    /// How many there are.
    package let scans: Int
    /// Of how many UTC days they are.
    package let days: Int

    /// Makes a count.
    package init(scans: Int, days: Int) {
        self.scans = scans
        self.days = days
    }
}
