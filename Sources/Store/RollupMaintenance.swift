// SPDX-License-Identifier: Apache-2.0

/// Keeps the counts and the scans they were made of in step.
package protocol RollupMaintenance: Sendable {
    /// Compares the stored counts of one UTC day with those that its scans make.
    /// - Parameters:
    ///   - day: days since 1970-01-01.
    ///   - repairs: whether what differs is replaced; in one transaction.
    /// - Returns: what differs, at most ``RollupCheck/maximumDifferences`` of it named.
    /// - Throws: ``StoreError``.
    func checkRollups(ofDay day: Int64, repairs: Bool) async throws(StoreError) -> RollupCheck

    /// Compares every code's total and its latest scan with its days; to be asked behind the days themselves.
    /// - Parameter repairs: whether what differs is replaced, in one transaction; a total above that of its days stays
    ///   where scans were purged, since nothing can tell which of them is right.
    /// - Returns: what differs, at most ``RollupCheck/maximumDifferences`` of it named.
    /// - Throws: ``StoreError``.
    func checkTotals(repairs: Bool) async throws(StoreError) -> TotalsCheck

    /// The UTC days of which scans or counts are stored, ascending, and whether all scans of the day are still there.
    func scanDays() async throws(StoreError) -> [ScanDay]
}

/// A UTC day of which something is stored.
package struct ScanDay: Sendable, Hashable {
    /// Days since 1970-01-01.
    package let day: Int64
    /// Whether its scans were purged: its counts cannot be made anew.
    package let isPurged: Bool

    /// Makes a day.
    package init(day: Int64, isPurged: Bool) {
        self.day = day
        self.isPurged = isPurged
    }
}

/// How the counts of a day compare with its scans.
package struct RollupCheck: Sendable, Hashable {
    /// The most differences that are named.
    package static let maximumDifferences = 20

    /// How many scans were read.
    package var scans = 0
    /// How many series were compared: of codes, accounts and tags.
    package var series = 0
    /// How many of them differ.
    package var differing = 0
    /// What differs, in words for the operator.
    package var differences: [String] = []

    /// Makes an empty result.
    package init() {}
}
