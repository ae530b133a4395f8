// SPDX-License-Identifier: Apache-2.0

import Codes
import Store

extension Scan {
    /// A scan of a code by a person.
    static func sample(
        _ code: Code,
        at moment: Timestamp,
        kind: Kind = .person,
        country: String = "FR",
        visitor: UInt64? = 1,
    ) -> Scan {
        Scan(
            code: code.number,
            version: code.version,
            at: moment,
            kind: kind,
            country: country,
            visitor: visitor,
            userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)",
            language: "fr",
        )
    }
}

extension ScanStore {
    /// Adds scans as the next batch of a journal of their own.
    func add(_ scans: [Scan], position: Int64 = 1, segment: Int64 = 0, journal: String = "journal") async throws {
        let batch = ScanBatch(scans: scans, journal: JournalID(journal), segment: segment, position: position)
        try await ingest(batch)
    }

    /// The counts of a code that must be there.
    func counts(
        of code: Code,
        _ edges: [Timestamp],
        includesBots: Bool = false,
    ) async throws -> ScanCounts {
        let query = AnalyticsQuery(edges: edges, includesBots: includesBots)
        guard let counts = try await analytics(query, for: code.id, of: code.account) else {
            throw Unexpected("\(code.id) has no counts")
        }
        return counts
    }
}

/// A source of the same numbers in every run (SplitMix64, Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Counts scans one by one, as the words of the protocol say: what the stores' sums are compared with.
func countOneByOne(_ scans: [Scan], of code: Code, _ query: AnalyticsQuery) -> ScanCounts {
    struct Visit: Hashable {
        let day: Int64
        let visitor: UInt64
    }
    var firsts: [Visit: Timestamp] = [:]
    for scan in scans where scan.code == code.number && scan.kind == .person {
        guard let visitor = scan.visitor else { continue }
        let visit = Visit(day: scan.at.milliseconds / day, visitor: visitor)
        firsts[visit] = min(scan.at, firsts[visit] ?? scan.at)
    }
    var counts = ScanCounts(intervals: [], bots: 0, countries: [])
    var countries: [String: Int] = [:]
    for (start, end) in zip(query.edges, query.edges.dropFirst()) {
        let inside = scans.filter { $0.code == code.number && $0.kind != .head && $0.at >= start && $0.at < end }
        let counted = inside.filter { $0.kind == .person || query.includesBots }
        let uniques = firsts.values.filter { $0 >= start && $0 < end }.count
        counts.intervals.append(ScanCounts.Interval(scans: counted.count, uniques: uniques))
        counts.bots += inside.filter { $0.kind == .bot }.count
        for scan in counted { countries[scan.country, default: 0] += 1 }
    }
    counts.countries = countries.map { NamedCount(name: $0.key, scans: $0.value) }
        .sorted { ($1.scans, $0.name) < ($0.scans, $1.name) }
    return counts
}
