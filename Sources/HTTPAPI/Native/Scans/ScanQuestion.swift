// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
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
    /// Which scans are meant.
    let selection: ScanSelection
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
        selection = ScanSelection(&fields, ofOneCode: breadth == .oneCode)
        let isPage = form == .json || limit != nil
        if !isPage {
            for (name, isGiven) in [("cursor", cursor != nil), ("sort", order != nil)] where isGiven {
                let rule = "\(name) is for pages; a file has all scans, oldest first: leave it out, or give limit"
                fields.fault(name, rule)
            }
        }
        try fields.finish()
        self.isPage = isPage
        self.form = form
        self.cursor = cursor ?? ScanCursor.first
        query = selection.query
        query.limit = limit ?? Self.pageSizes.standard
        query.isAscending = order == .oldestFirst
        if self.cursor != ScanCursor.first { query.after = try position(of: account) }
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
}
