// SPDX-License-Identifier: Apache-2.0

import Codes
import Hummingbird
import Management
import Store

/// `GET /api/qr/codes/{id}/analytics` and `GET /api/qr/analytics`: how often a code, or many, were scanned, in intervals
/// and by what is known of the scans.
///
/// A deleted code's counts stay readable, so that only the store is asked, and not whether the code lives.
struct ReadAnalytics: KeyedEndpoint {
    static let scope = Scope.read
    static let kind = CallKind.reading

    /// Whether the path names a code.
    enum Breadth {
        case oneCode
        case manyCodes
    }

    let breadth: Breadth
    let scans: any ScanStore
    let clock: WallClock

    func answer(_ call: Call, by caller: Principal) async throws -> Response {
        let reading = AnalyticsReading(breadth: breadth, scans: scans, clock: clock)
        var fields = try reading.fields(of: call)
        let asked = try reading.question(&fields, call)
        let object = try await reading.answer(asked, for: caller)
        return .json { object.write(to: &$0) }
    }
}
