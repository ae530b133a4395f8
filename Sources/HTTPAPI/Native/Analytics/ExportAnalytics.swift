// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird
import Management
import NIOCore
import Scans
import Store

/// `GET …/analytics/export`: the counts as a file, CSV or JSON.
struct ExportAnalytics: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    private enum Format: String, CaseIterable {
        case csv
        case json
    }

    /// What a table lists, by the names of the lists in JSON.
    private enum Table: String, CaseIterable {
        case series, countries, regions, cities, devices, os, browsers, referrers, languages, sources, variants

        var dimension: ScanDimension? { ScanDimension.allCases.first { $0.list == rawValue } }
    }

    let breadth: ReadAnalytics.Breadth
    let scans: any ScanStore
    let clock: WallClock

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let reading = AnalyticsReading(breadth: breadth, scans: scans, clock: clock)
        var fields = try reading.fields(of: call)
        let format = fields.choice("format") ?? Format.csv
        let table = fields.choice("table") ?? Table.series
        if format == .csv, table != .series, fields.has("only") {
            fields.fault("table", "with only=scans there is no list but the series: leave table out")
        }
        let asked = try reading.question(&fields, call)
        let object = try await reading.answer(asked, for: caller)
        var response = Self.response(object, format, table)
        let days = asked.question.range.labels
        let span = "\(days.first?.prefix(10) ?? "")-to-\(days.last?.prefix(10) ?? "")"
        let part = format == .csv && table != .series ? "-\(table.rawValue)" : ""
        let name = "\(asked.subject.fileName)\(part)-\(span).\(format.rawValue)"
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    private static func response(_ object: AnalyticsObject, _ format: Format, _ table: Table) -> Response {
        guard format == .csv else { return .json { object.write(to: &$0) } }
        let table = AnalyticsTable(question: object.question, counts: object.counts, dimension: table.dimension)
        return Response(
            status: .ok,
            headers: [.contentType: "text/csv; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: table.bytes)),
        )
    }
}
