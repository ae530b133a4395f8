// SPDX-License-Identifier: Apache-2.0

package import Codes

/// Which scans are counted, and into which intervals.
///
/// The cost of an answer depends on its width (days, intervals, dimensions, listed codes), not on how many scans there
/// were. Edges of zones' days and hours lie on quarters of an hour. One that does not is exact to the millisecond for
/// scopes of codes as long as its quarter has at most 20,000 scans of a code; else, and for tags and accounts, the
/// quarter counts where it begins.
package struct AnalyticsQuery: Sendable, Hashable {
    /// How many edges a query may have: at least two, at most 2,401 (a hundred days of hours).
    package static let edgeCounts = 2...2_401
    /// How many values of a dimension may be asked for.
    package static let topCounts = 1...1_000
    /// The most UTC days that a query may touch: a hundred years.
    package static let maximumDays = 36_600

    /// The edges of the intervals, ascending: n + 1 edges make n intervals, each from its edge up to the next, which is
    /// not part of it.
    ///
    /// As many as ``edgeCounts`` allows. Made by the caller from the zone's calendar.
    package let edges: [Timestamp]
    /// Whether scans by known bots are counted with those by people.
    package let includesBots: Bool
    /// The dimensions that are broken down; each costs a little.
    package let dimensions: Set<ScanDimension>
    /// The most values of a dimension, one of ``topCounts``.
    ///
    /// What the rest has is ``ScanBreakdown/other``.
    package let top: Int
    /// The values that scans must have to be counted, by dimension; none for all scans.
    ///
    /// Filtered scans are read one by one, at most ``mostReads`` of them.
    package let filters: [ScanDimension: String]
    /// Whether scans and bots alone are wanted, and neither visitors nor breakdowns.
    ///
    /// With one filter the answer then comes from counts that were made ahead, for days whose scans are gone too. An edge
    /// within a quarter of an hour counts it where it begins.
    package let wantsScansAlone: Bool
    /// The most scans and days of codes that are looked at for a filtered query.
    package static let mostReads = 200_000

    /// Makes a query; by default of people's scans, with every dimension.
    package init(
        edges: [Timestamp],
        includesBots: Bool = false,
        dimensions: Set<ScanDimension> = Set(ScanDimension.allCases),
        top: Int = 1_000,
        filters: [ScanDimension: String] = [:],
        wantsScansAlone: Bool = false,
    ) {
        self.edges = edges
        self.includesBots = includesBots
        self.dimensions = dimensions
        self.top = top
        self.filters = filters
        self.wantsScansAlone = wantsScansAlone
    }
}

/// The counts that answer an ``AnalyticsQuery``.
package struct ScanCounts: Sendable, Hashable {
    /// Scans and new visitors of one interval.
    package struct Interval: Sendable, Hashable {
        /// How many scans.
        package var scans: Int
        /// How many visitors who had not been seen before on that UTC day: by the code, the tag or the account that was
        /// asked for; where codes are listed, by each of them.
        package var uniques: Int
        /// How many scans by known bots; part of ``scans`` only where the query includes them.
        package var bots: Int

        /// Makes the counts of an interval; by default none.
        package init(scans: Int = 0, uniques: Int = 0, bots: Int = 0) {
            self.scans = scans
            self.uniques = uniques
            self.bots = bots
        }
    }

    /// One interval for each pair of neighbouring edges, zeros included.
    package var intervals: [Interval]
    /// How many visitors there were, each counted once a UTC day, whichever of the codes was scanned.
    package var visitors: VisitorCount
    /// What was asked for, by dimension; dimensions without any value are here with none.
    package var breakdowns: [ScanDimension: ScanBreakdown]
    /// How many scans were read one by one for a filtered query; 0 for others, nil where there were more than
    /// ``AnalyticsQuery/mostReads`` to read: nothing was counted then.
    package var scansRead: Int? = 0
    /// From when on all scans of the range are kept, where a filtered query asked for earlier ones; nil otherwise.
    ///
    /// Nothing was counted then.
    package var scansKeptSince: Timestamp?

    /// Makes an answer.
    package init(
        intervals: [Interval],
        visitors: VisitorCount = VisitorCount(),
        breakdowns: [ScanDimension: ScanBreakdown] = [:],
    ) {
        self.intervals = intervals
        self.visitors = visitors
        self.breakdowns = breakdowns
    }

    /// Scans of all intervals.
    package var scans: Int { intervals.reduce(0) { $0 + $1.scans } }
    /// New visitors of all intervals.
    package var uniques: Int { intervals.reduce(0) { $0 + $1.uniques } }
    /// Scans by known bots in all intervals.
    package var bots: Int { intervals.reduce(0) { $0 + $1.bots } }

    /// The values of a dimension, most scans first, then by name; none where it was not asked for.
    package subscript(dimension: ScanDimension) -> [NamedCount] { breakdowns[dimension]?.values ?? [] }
}

/// The scans of a range by the values of one dimension.
package struct ScanBreakdown: Sendable, Hashable {
    /// The values with most scans, most first, then by name.
    package var values: [NamedCount]
    /// Scans with a value that is not among ``values``.
    package var other: Int
    /// How many different values there were.
    package var distinct: Int

    /// Makes a breakdown.
    package init(values: [NamedCount] = [], other: Int = 0, distinct: Int = 0) {
        self.values = values
        self.other = other
        self.distinct = distinct
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
