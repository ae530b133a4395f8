// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Scans
import Store
import Styling

/// What a caller asks of analytics, read from the query of a request.
struct AnalyticsQuestion {
    /// The range and its intervals.
    let range: AnalyticsRange
    /// Whether scans by known bots are counted with those by people.
    let includesBots: Bool
    /// The most values that each breakdown names.
    let top: Int
    /// Whether the totals of the range before are wanted too.
    let comparesWithPrevious: Bool
    /// The values that scans must have to be counted.
    let filters: [ScanDimension: String]

    /// Whether the caller wants scans and bots alone, by one filter.
    let wantsScansAlone: Bool

    /// How many values a breakdown names where nothing is said: what a page can show, and any table hold.
    private static let defaultTop = 100

    /// What the totals may be compared with.
    private enum Comparison: String, CaseIterable {
        case previous
    }

    /// To what the answer may be reduced.
    private enum Reduction: String, CaseIterable {
        case scans
    }

    /// Reads the parameters that every question has, the caller reads its own before and finishes after.
    init?(_ fields: inout FieldReader, now: Timestamp) {
        let parameters = Self.parameters(&fields)
        includesBots = fields.bool("bots") ?? false
        top = fields.integer("top", in: AnalyticsQuery.topCounts) ?? Self.defaultTop
        comparesWithPrevious = (fields.choice("compare") as Comparison?) == .previous
        filters = fields.filters()
        wantsScansAlone = (fields.choice("only") as Reduction?) == .scans
        if wantsScansAlone, filters.count != 1 {
            let names = ScanDimension.allCases.map(\.parameter).joined(separator: ", ")
            fields.fault("only", "only=scans counts by one value: give exactly one of \(names)")
        }
        guard let range = fields.checked({ () throws(CodeError) in try Self.range(parameters, now: now) }) else {
            return nil
        }
        self.range = range
    }

    /// The kinds of the parameters that are not texts.
    static let kinds: [String: StyleField.TextForm] = ["days": .whole, "bots": .flag, "top": .whole]

    /// The question to the store.
    var query: AnalyticsQuery {
        AnalyticsQuery(
            edges: range.edges,
            includesBots: includesBots,
            top: top,
            filters: filters,
            wantsScansAlone: wantsScansAlone,
        )
    }

    /// The question about the range before, of which only the totals are shown.
    var previousQuery: AnalyticsQuery? {
        guard comparesWithPrevious else { return nil }
        let edges = [range.preceding, range.from]
        return AnalyticsQuery(
            edges: edges,
            includesBots: includesBots,
            dimensions: [],
            filters: filters,
            wantsScansAlone: wantsScansAlone,
        )
    }

    private static func parameters(_ fields: inout FieldReader) -> AnalyticsParameters {
        AnalyticsParameters(
            // The same bounds as the range's own, so that a word is told from a number that is too large.
            days: fields.integer("days", in: 1...AnalyticsRange.maximumDays).map(String.init),
            from: fields.string("from", maximum: 64),
            to: fields.string("to", maximum: 64),
            interval: fields.string("interval", maximum: 64),
            tz: fields.string("tz", maximum: 64),
        )
    }

    /// The range, its faults pointing into the query.
    private static func range(_ parameters: AnalyticsParameters, now: Timestamp) throws(CodeError) -> AnalyticsRange {
        do {
            return try AnalyticsRange(parameters, now: now)
        } catch .invalid(let faults) {
            throw .invalid(faults.map { FieldFault(QueryFields.base + $0.pointer, $0.detail, kind: $0.kind) })
        }
    }
}

extension ScanDimension {
    /// The name of the parameter that filters by the dimension, and of its column.
    var parameter: String {
        switch self {
        case .country: "country"
        case .region: "region"
        case .city: "city"
        case .device: "device"
        case .os: "os"
        case .browser: "browser"
        case .referrer: "referrer"
        case .language: "language"
        case .source: "source"
        case .variant: "variant"
        }
    }

    /// The name of the list of its values in an answer.
    var list: String {
        switch self {
        case .country: "countries"
        case .region: "regions"
        case .city: "cities"
        case .device: "devices"
        case .os: "os"
        case .browser: "browsers"
        case .referrer: "referrers"
        case .language: "languages"
        case .source: "sources"
        case .variant: "variants"
        }
    }
}
