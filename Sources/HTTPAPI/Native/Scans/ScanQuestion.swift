// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Scans
import Store
import Styling

/// What a caller asks of scans one by one, read from the query and the `Accept` header of a request.
struct ScanQuestion {
    /// The form of the answer.
    enum Form: String, CaseIterable {
        /// One page.
        case json
        /// All scans as a table.
        case csv
        /// All scans, an object a line.
        case ndjson

        /// The file that it is; nil for a page.
        var file: RowFormat? { RowFormat(rawValue: rawValue) }
    }

    /// The orders there are, as `sort` names them.
    private enum Order: String, CaseIterable {
        case oldestFirst = "scannedAt"
        case newestFirst = "-scannedAt"
    }

    /// The form of the answer.
    let form: Form
    /// The question to the store.
    private(set) var query: RecordedScanQuery
    /// The cursor as it was given.
    let cursor: String
    /// Whose scans they are, where not one code's: the account's, or those of listed or tagged codes.
    let subject: AnalyticsSubject
    /// Whether the answer is one page, in whichever form.
    let isPage: Bool

    /// How many scans a page has where nothing is said, and at most.
    private static let pageSizes = (standard: 100, largest: 1_000)

    /// Reads the parameters.
    /// - Parameters:
    ///   - request: has them.
    ///   - breadth: whether a code is named already, so that no others are.
    ///   - account: who asks.
    /// - Throws: what is wrong with them.
    init(_ request: Request, _ breadth: ListScans.Breadth, of account: AccountID) throws {
        var fields = try QueryFields.reader(of: request, kinds: ["limit": .whole, "bots": .flag])
        let form = fields.choice("format") ?? Self.accepted(by: request)
        let limit = fields.integer("limit", in: 1...Self.pageSizes.largest)
        let cursor = fields.string("cursor", maximum: ScanCursor.maximumLength)
        let order: Order? = fields.choice("sort")
        let bots = fields.bool("bots") ?? false
        let range = Self.range(&fields)
        let filters = fields.filters()
        let subject = breadth == .allCodes ? AnalyticsSubject(&fields) : .account
        let isPage = form == .json || limit != nil
        if !isPage {
            for (name, isGiven) in [("cursor", cursor != nil), ("sort", order != nil)] where isGiven {
                let rule = "\(name) is for pages; a file has all scans, oldest first: leave it out, or give limit"
                fields.fault(name, rule)
            }
        }
        try fields.finish()
        self.subject = subject
        self.isPage = isPage
        self.form = form
        self.cursor = cursor ?? ScanCursor.first
        query = RecordedScanQuery(
            limit: limit ?? Self.pageSizes.standard,
            isAscending: order == .oldestFirst,
            from: range?.from,
            to: range?.to,
            includesBots: bots,
        )
        query.filters = filters
        query.codes = subject.listedCodes
        if self.cursor != ScanCursor.first { query.after = try position(of: account) }
    }

    /// The question of a file: it ends with the present moment, so that it has an end although scans come in.
    func fileQuery(now: Timestamp) -> RecordedScanQuery {
        var query = query
        let behind = now.adding(.milliseconds(1))
        query.to = query.to.map { min($0, behind) } ?? behind
        return query
    }

    private func position(of account: AccountID) throws(Problem) -> ScanPosition {
        if let position = ScanCursor.position(cursor, ascending: query.isAscending, of: account) { return position }
        let detail = "cursor is unknown; pass on nextCursor of the page before with the same sort, or leave it out"
        throw Problem(.invalidCursor, detail, faults: [FieldFault("\(QueryFields.base)/cursor", detail)])
    }

    private static func accepted(by request: Request) -> Form {
        let accepted = request.headers[values: .accept].joined(separator: ",").lowercased()
        return accepted.contains("text/csv") ? .csv : accepted.contains("ndjson") ? .ndjson : .json
    }

    private static func range(_ fields: inout FieldReader) -> OpenRange? {
        let ends = ["from", "to", "tz"].map { fields.string($0, maximum: 64) }
        return fields.checked { () throws(CodeError) in try range(from: ends[0], to: ends[1], tz: ends[2]) }
    }

    /// The range, its faults pointing into the query.
    private static func range(from: String?, to: String?, tz: String?) throws(CodeError) -> OpenRange {
        do {
            return try OpenRange(from: from, to: to, tz: tz)
        } catch .invalid(let faults) {
            throw .invalid(faults.map { FieldFault(QueryFields.base + $0.pointer, $0.detail, kind: $0.kind) })
        }
    }
}
