// SPDX-License-Identifier: Apache-2.0

import Codes
import GRDB
import Store

/// Reads one page of a code's scans, day by day, by the index on days, codes and moments.
struct CodeScansPage {
    private let query: RecordedScanQuery
    private let code: Int64
    private let database: Database
    private let conditions: ScanConditions?
    /// How many scans may still be looked at where not all of them are given.
    private var budget: Int64
    private var scans: [RecordedScan] = []

    init(_ query: RecordedScanQuery, ofCode code: Int64, of account: AccountID, in database: Database) throws {
        var query = query
        query.codes = nil
        self.query = query
        budget = query.examining
        self.code = code
        self.database = database
        conditions = try ScanConditions(query, of: account.number, firstParameter: 9, in: database)
    }

    /// Reads.
    mutating func read() throws -> RecordedScanPage {
        guard let conditions else { return RecordedScanPage(scans: [], next: nil) }
        let limit = query.pageSize
        for window in try windows() where scans.count <= limit {
            // What is filtered is looked at in bounded parts, whether much of it is found or nothing.
            let end = query.filters.isEmpty ? nil : try end(of: window)
            // One more than asked for tells whether there is a next page.
            let found = try database.all(
                query.isAscending
                    ? CodeScansSQL.ascending(conditions.sql) : CodeScansSQL.descending(conditions.sql),
                arguments(window, through: end) + [limit + 1 - scans.count] + conditions.arguments,
                RecordedScanRows.read,
            )
            scans += found.filter { end?.isReached(by: $0, ascending: query.isAscending) ?? true }
            if let end, scans.count <= limit {
                let at = window.day * Timestamp.dayLength + end.time
                return RecordedScanPage(scans: scans, next: ScanPosition(at: at, number: end.number))
            }
        }
        let hasMore = scans.count > limit
        if hasMore { scans.removeLast() }
        let next = hasMore ? scans.last.map { ScanPosition(at: $0.at.milliseconds, number: $0.number) } : nil
        return RecordedScanPage(scans: scans, next: next)
    }

    /// A day of the page: from which millisecond of it to which, and behind which place.
    private struct Window {
        let day: Int64
        let from: Int64
        let to: Int64
        let place: Place
    }

    /// A scan's place among those of its day.
    private struct Place {
        let time: Int64
        let number: Int64

        /// Whether a scan of the day comes no later in the order of the page.
        func isReached(by scan: RecordedScan, ascending: Bool) -> Bool {
            let start = scan.at.day * Timestamp.dayLength
            let other = (scan.at.milliseconds - start, scan.number)
            return ascending ? other <= (time, number) : other >= (time, number)
        }
    }

    /// The days in the order of the page.
    private func windows() throws -> [Window] {
        let start = query.after ?? CodeScansSQL.start(ascending: query.isAscending)
        var from = query.from?.milliseconds ?? .min
        var to = query.to?.milliseconds ?? .max
        if query.isAscending { from = max(from, start.at) } else if start.at < to { to = start.at + 1 }
        let bounds = [Timestamp(milliseconds: from).day, Timestamp(milliseconds: to).day]
        let sql = query.isAscending ? CodeScansSQL.days : CodeScansSQL.daysDescending
        let days = try database.all(sql, [bounds[0], bounds[1]]) { $0[0] as Int64 }
        return days.map { day in
            func time(_ moment: Int64) -> Int64 {
                min(max(moment, day * Timestamp.dayLength) - day * Timestamp.dayLength, Timestamp.dayLength)
            }
            let isOfStart = Timestamp(milliseconds: start.at).day == day
            let first = query.isAscending ? Place(time: -1, number: 0) : Place(time: .max, number: 0)
            let place = isOfStart ? Place(time: time(start.at), number: start.number) : first
            return Window(day: day, from: time(from), to: time(to), place: place)
        }
    }

    /// The last place of a day that may be looked at; nil where that is all of it.
    private mutating func end(of window: Window) throws -> Place? {
        let sql = query.isAscending ? CodeScansSQL.placeAscending : CodeScansSQL.placeDescending
        let fixed = arguments(window, through: nil)
        let end = try database.first(sql, fixed + [budget - 1]) { Place(time: $0[0], number: $0[1]) }
        if end == nil {
            let count = CodeScansSQL.count(ascending: query.isAscending)
            // Fewer than the budget, so that the next day has room for one at least.
            budget -= try database.first(count, fixed) { $0[0] as Int64 } ?? 0
        }
        return end
    }

    private func arguments(_ window: Window, through end: Place?) -> StatementArguments {
        var (from, to) = (window.from, window.to)
        // To the millisecond: what is behind the place in it is left out by its number.
        if let end { if query.isAscending { to = min(to, end.time + 1) } else { from = max(from, end.time) } }
        return [window.day, code, from, to, query.highestKind, window.place.time, window.place.number]
    }
}

/// The statements of a page of a code.
private enum CodeScansSQL {
    static let days = "SELECT day FROM scan_spans WHERE day BETWEEN ? AND ? ORDER BY day"
    static let daysDescending = days + " DESC"

    // Arguments: 1 day, 2 code, 3 and 4 the range within the day, 5 the highest kind, 6 and 7 the place, 8 how many.
    private static let range = """
        WHERE s.day = ?1 AND s.code = ?2 AND s.time >= ?3 AND s.time < ?4 AND s.kind <= ?5
        """
    private static let select = "SELECT \(RecordedScanRows.columns) FROM \(RecordedScanRows.source) \(range)"
    private static let before = "(s.time, s.number) < (?6, ?7)"
    private static let behind = "(s.time, s.number) > (?6, ?7)"

    static func descending(_ conditions: String) -> String {
        "\(select) AND \(before)\(conditions) ORDER BY s.time DESC, s.number DESC LIMIT ?8"
    }

    static func ascending(_ conditions: String) -> String {
        "\(select) AND \(behind)\(conditions) ORDER BY s.time, s.number LIMIT ?8"
    }

    private static let place = "SELECT s.time, s.number FROM scans AS s \(range)"
    static let placeAscending = "\(place) AND \(behind) ORDER BY s.time, s.number LIMIT 1 OFFSET ?8"
    static let placeDescending = "\(place) AND \(before) ORDER BY s.time DESC, s.number DESC LIMIT 1 OFFSET ?8"

    static func count(ascending: Bool) -> String {
        "SELECT COUNT(*) FROM scans AS s \(range) AND \(ascending ? behind : before)"
    }

    static func start(ascending: Bool) -> ScanPosition {
        ascending ? ScanPosition(at: .min, number: .min) : ScanPosition(at: .max, number: .max)
    }
}
