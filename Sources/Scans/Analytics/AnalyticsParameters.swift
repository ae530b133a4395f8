// SPDX-License-Identifier: Apache-2.0

/// What a caller said about the range of analytics, as text; nil where nothing was said.
package struct AnalyticsParameters: Sendable, Hashable {
    /// How many calendar days, today the last: 1 to 90.
    ///
    /// Not together with ``from`` or ``to``.
    package var days: String?
    /// The first day (`2026-05-21`), or a moment in ISO 8601.
    package var from: String?
    /// The last day, which is part of the range, or a moment in ISO 8601, which is not.
    package var to: String?
    /// `hour`, `day`, `week` or `month`.
    package var interval: String?
    /// The name of an IANA time zone, such as `Europe/Paris`.
    package var tz: String?

    /// Collects the parameters; by default nothing was said.
    package init(
        days: String? = nil,
        from: String? = nil,
        to: String? = nil,
        interval: String? = nil,
        tz: String? = nil,
    ) {
        self.days = days
        self.from = from
        self.to = to
        self.interval = interval
        self.tz = tz
    }
}
