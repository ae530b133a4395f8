// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Scans
import Store
import Styling

/// `GET /api/qr/codes/{id}/analytics`: how often a code was scanned, in intervals and by country.
///
/// A deleted code's counts stay readable, so that only the store is asked, and not whether the code lives.
struct ReadAnalytics: KeyedEndpoint {
    static let scope = Scope.read

    let scans: any ScanStore
    let clock: WallClock

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        var fields = try QueryFields.reader(of: call.request, kinds: ["days": .whole, "bots": .flag])
        let parameters = Self.parameters(&fields)
        let includesBots = fields.bool("bots") ?? false
        let range = fields.checked { () throws(CodeError) in try Self.range(parameters, now: clock()) }
        try fields.finish()
        guard let range, let id = CodeID(reference: call.id) else { throw Problem.noSuchCode }
        let query = range.query(includesBots: includesBots)
        guard let counts = try await scans.analytics(query, of: .code(id), in: caller.account.id) else {
            throw Problem.noSuchCode
        }
        return .json { AnalyticsObject(id: id, range: range, counts: counts).write(to: &$0) }
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
