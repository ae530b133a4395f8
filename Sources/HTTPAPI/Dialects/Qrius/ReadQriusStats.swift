// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import NIOCore
import Store

/// `GET /qr/{id}/stats`, and `/stats/export`, which can be CSV too: how often a code was scanned.
struct ReadQriusStats: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    private enum Format: String, CaseIterable {
        case json, csv
    }

    let isExport: Bool
    let codes: CodeLibrary
    let scans: any ScanStore
    let clock: WallClock

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let reading = AnalyticsReading(breadth: .oneCode, scans: scans, clock: clock)
        var fields = try reading.fields(of: call)
        let question = AnalyticsQuestion(&fields, now: clock())
        var format: Format? = isExport ? fields.choice("format") : nil
        try fields.finishIgnoringStrangers()
        let code = try await codes.code(call.id, of: caller.account)
        guard let question else { throw Problem.noSuchCode }
        let counts = try await reading.answer((.code(code.id), question), for: caller)
        if isExport, format == nil, Self.wantsCSV(call.request) { format = .csv }
        return format == .csv ? Self.table(of: code, counts) : .json { Self.write(code, counts, to: &$0) }
    }

    private static func write(_ code: Code, _ counts: AnalyticsObject, to writer: inout JSONWriter) {
        writer.member("id", code.id.prefixed)
        writer.member("slug", code.id.text)
        writer.member("name", code.settings.name)
        writer.member("totalScans", code.tally.scans)
        writer.member("lastScannedAt", code.tally.lastScannedAt)
        counts.writeCounts(to: &writer)
    }

    /// The series, a line an interval.
    private static func table(of code: Code, _ counts: AnalyticsObject) -> Response {
        let table = AnalyticsTable(question: counts.question, counts: counts.counts, dimension: nil)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(code.id)-stats.csv\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: table.bytes)),
        )
    }

    /// Whether `Accept` names CSV; JSON is the default, as that API has it.
    private static func wantsCSV(_ request: Request) -> Bool {
        let wanted = request.headers[values: .accept].joined(separator: ",").lowercased()
        return wanted.contains("text/csv") && !wanted.contains("application/json")
    }
}
