// SPDX-License-Identifier: Apache-2.0

/// What an account may do, read from `plans.json`. Nil means without limit.
package struct Plan: Sendable, Hashable, Codable {
    /// Codes in total, deleted ones not counted.
    package let codes: Int?
    /// Creating calls a minute.
    package let createsPerMinute: Int
    /// Renders a month.
    package let rendersPerMonth: Int?
    /// Whether renders past the month's quota are served and counted.
    package let overage: Bool
    /// Items in one ZIP batch; 0 where the plan has no batches.
    package let zipBatchItems: Int
    /// The longest side of a picture, in inches.
    package let maxSizeInches: Double
    /// The finest resolution, in dots an inch.
    package let maxDpi: Int
    /// Whether logos are allowed.
    package let logos: Bool
}
