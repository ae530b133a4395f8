// SPDX-License-Identifier: Apache-2.0

/// How many visitors there were, each counted once a UTC day.
///
/// Exact where what was stored tells: days that lie in the range with all their scans, and on which one code, or one tag or
/// account, was scanned; scans that were read one by one. Else from mergeable sketches with a standard error of 1.6 %
/// (HyperLogLog with 4,096 registers). It never tells that visitors came again on another day: digests of different days
/// have nothing in common.
package struct VisitorCount: Sendable, Hashable {
    /// How many there were.
    package var count: Int
    /// Whether they were counted, and not estimated.
    package var isExact: Bool

    /// Makes a count; by default of nobody.
    package init(_ count: Int = 0, isExact: Bool = true) {
        self.count = count
        self.isExact = isExact
    }
}
