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
        client: ScanClient = .unknown,
        referrerHost: String? = nil,
        place: ScanPlace? = nil,
        lead: Lead = Lead(),
    ) -> Scan {
        Scan(
            code: code.number,
            version: code.version,
            at: moment,
            kind: kind,
            country: country,
            visitor: visitor,
            userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)",
            client: client,
            referrerHost: referrerHost,
            language: "fr",
            place: place,
            lead: lead,
        )
    }

    /// The value of a dimension, as answers name it.
    func value(of dimension: ScanDimension) -> String? {
        switch dimension {
        case .country: country
        case .region: place?.region
        case .city: place?.city
        case .device: client.device.description
        case .os: client.os
        case .browser: client.browser
        case .referrer: referrerHost
        case .language: language
        case .source: lead.source
        case .variant: lead.variant > 0 ? String(lead.variant) : nil
        }
    }
}

extension ScanStore {
    /// Adds scans as the next batch of a journal of their own.
    func add(_ scans: [Scan], position: Int64 = 1, segment: Int64 = 0, journal: String = "journal") async throws {
        let batch = ScanBatch(scans: scans, journal: JournalID(journal), ends: [segment: position])
        try await ingest(batch)
    }

    /// The counts of a code that must be there.
    func counts(
        of code: Code,
        _ edges: [Timestamp],
        includesBots: Bool = false,
    ) async throws -> ScanCounts {
        let query = AnalyticsQuery(edges: edges, includesBots: includesBots)
        return try await counts(query, of: .code(code.id), in: code.account)
    }

    /// The counts of a scope that must be there.
    func counts(_ query: AnalyticsQuery, of scope: ScanScope, in account: AccountID) async throws -> ScanCounts {
        guard let counts = try await analytics(query, of: scope, in: account) else {
            throw Unexpected("\(scope) has no counts")
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

/// Counts the scans of codes one by one, as the words of the protocol say: what the stores' sums are compared with.
///
/// Estimates are left out: they are compared with a margin.
func countOneByOne(_ scans: [Scan], of codes: [Code], _ query: AnalyticsQuery, together: Bool = true) -> ScanCounts {
    struct Visit: Hashable {
        let owner: Int64
        let day: Int64
        let visitor: UInt64
    }
    let numbers = Set(codes.map(\.number))
    let own = scans.filter { numbers.contains($0.code) && $0.kind != .head }
    var firsts: [Visit: Timestamp] = [:]
    for scan in own where scan.kind == .person {
        guard let visitor = scan.visitor else { continue }
        let visit = Visit(owner: together ? 0 : scan.code, day: scan.at.milliseconds / day, visitor: visitor)
        firsts[visit] = min(scan.at, firsts[visit] ?? scan.at)
    }
    var counts = ScanCounts(intervals: [])
    for (start, end) in zip(query.edges, query.edges.dropFirst()) {
        let inside = own.filter { $0.at >= start && $0.at < end }
        let bots = inside.filter { $0.kind == .bot }.count
        let uniques = firsts.values.filter { $0 >= start && $0 < end }.count
        let all = query.includesBots ? inside.count : inside.count - bots
        counts.intervals.append(ScanCounts.Interval(scans: all, uniques: uniques, bots: bots))
    }
    guard let first = query.edges.first, let last = query.edges.last else { return counts }
    let counted = own.filter { $0.at >= first && $0.at < last && ($0.kind == .person || query.includesBots) }
    for dimension in query.dimensions {
        var values: [String: Int] = [:]
        for scan in counted { scan.value(of: dimension).map { values[$0, default: 0] += 1 } }
        let ordered = values.map { NamedCount(name: $0.key, scans: $0.value) }
            .sorted { ($1.scans, $0.name) < ($0.scans, $1.name) }
        counts.breakdowns[dimension] = ScanBreakdown(
            values: Array(ordered.prefix(query.top)),
            other: ordered.dropFirst(query.top).reduce(0) { $0 + $1.scans },
            distinct: ordered.count,
        )
    }
    return counts
}
