// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Store

/// `GET /api/v1/dynamic/{short_id}/analytics/`: how often a code was scanned, with the native parameters and counts.
struct ReadDynamicAnalytics: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    let codes: CodeLibrary
    let scans: any ScanStore
    let clock: WallClock

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let reading = AnalyticsReading(breadth: .oneCode, scans: scans, clock: clock)
        var fields = try reading.fields(of: call)
        let question = AnalyticsQuestion(&fields, now: clock())
        try fields.finishIgnoringStrangers()
        let code = try await codes.code(call.id, of: caller.account)
        guard let question else { throw Problem.noSuchCode }
        let counts = try await reading.answer((.code(code.id), question), for: caller)
        return .json { writer in
            writer.member("short_id", code.id.text)
            writer.member("name", code.settings.name)
            writer.member("scan_count", code.tally.scans)
            writer.member("last_scanned_at", code.tally.lastScannedAt)
            counts.writeCounts(to: &writer)
        }
    }
}
