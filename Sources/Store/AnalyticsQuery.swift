// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Which scans are counted, and into which intervals.
package struct AnalyticsQuery: Sendable, Hashable {
    /// How many edges a query may have: at least two, at most 2,401 (a hundred days of hours).
    package static let edgeCounts = 2...2_401

    /// The edges of the intervals, ascending: n + 1 edges make n intervals, each from its edge up to the next, which is
    /// not part of it.
    ///
    /// As many as ``edgeCounts`` allows. Made by the caller from the zone's calendar.
    package let edges: [Timestamp]
    /// Whether scans by known bots are counted with those by people.
    package let includesBots: Bool

    /// Makes a query.
    package init(edges: [Timestamp], includesBots: Bool = false) {
        self.edges = edges
        self.includesBots = includesBots
    }
}

/// The counts that answer an ``AnalyticsQuery``.
package struct ScanCounts: Sendable, Hashable {
    /// Scans and new visitors of one interval.
    package struct Interval: Sendable, Hashable {
        /// How many scans.
        package var scans: Int
        /// How many visitors who had not been seen before on that UTC day.
        package var uniques: Int

        /// Makes the counts of an interval; by default none.
        package init(scans: Int = 0, uniques: Int = 0) {
            self.scans = scans
            self.uniques = uniques
        }
    }

    /// One interval for each pair of neighbouring edges, zeros included.
    package var intervals: [Interval]
    /// Scans by known bots in the whole range.
    package var bots: Int
    /// Scans by country, most first, then by name.
    package var countries: [NamedCount]
    /// Scans by the source that their URL named, most first, then by name.
    package var sources: [NamedCount]
    /// Scans by the variant they were led to, counted from 1, most first, then by name.
    package var variants: [NamedCount]

    /// Makes an answer.
    package init(
        intervals: [Interval],
        bots: Int,
        countries: [NamedCount],
        sources: [NamedCount] = [],
        variants: [NamedCount] = [],
    ) {
        self.intervals = intervals
        self.bots = bots
        self.countries = countries
        self.sources = sources
        self.variants = variants
    }
}

/// A value of a dimension and how many scans had it.
package struct NamedCount: Sendable, Hashable {
    /// The value, such as `FR`.
    package let name: String
    /// How many scans had it.
    package let scans: Int

    /// Makes a count.
    package init(name: String, scans: Int) {
        self.name = name
        self.scans = scans
    }
}
