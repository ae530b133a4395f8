// SPDX-License-Identifier: Apache-2.0

/// How the totals of codes compare with their days.
package struct TotalsCheck: Sendable, Hashable {
    /// How many codes were compared.
    package var codes = 0
    /// How many of them differ.
    package private(set) var differing = 0
    /// How many of those were put right.
    package var mended = 0
    /// What differs, in words for the operator.
    package private(set) var differences: [String] = []

    /// Makes an empty result.
    package init() {}

    /// Counts a difference, and names it where there is room.
    package mutating func note(_ difference: String) {
        differing += 1
        if differences.count < RollupCheck.maximumDifferences { differences.append(difference) }
    }
}
