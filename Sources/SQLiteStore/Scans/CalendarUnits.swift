// SPDX-License-Identifier: Apache-2.0

import Codes

extension Timestamp {
    /// Milliseconds in a quarter of an hour: the finest step that offsets of zones are made of, and so the grain of the
    /// stored counts.
    static let quarterLength: Int64 = 900_000
    /// Milliseconds in a UTC day: leap seconds are not counted by the Unix epoch.
    static let dayLength: Int64 = 86_400_000
    /// Quarters of an hour in a UTC day.
    static let quartersOfDay: Int64 = 96

    /// The quarter of an hour since the epoch in which the moment lies.
    var quarter: Int64 { milliseconds.flooredQuotient(by: Self.quarterLength) }

    /// The first quarter that begins at the moment or later.
    var nextQuarter: Int64 { milliseconds % Self.quarterLength == 0 ? quarter : quarter + 1 }

    /// The UTC day since the epoch in which the moment lies.
    var day: Int64 { milliseconds.flooredQuotient(by: Self.dayLength) }
}
