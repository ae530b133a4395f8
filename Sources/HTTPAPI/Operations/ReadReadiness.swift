// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

/// `GET /readyz`: whether this server can do its work, and if not, what is in the way.
struct ReadReadiness: Endpoint {
    let readiness: Readiness

    func answer(_ call: Call) async throws -> Response {
        let checks = await readiness.report()
        let isReady = checks.allSatisfy { $0.outcome == .ready }
        let headers: HTTPFields = isReady ? [:] : [.retryAfter: "1"]
        return .json(status: isReady ? .ok : .serviceUnavailable, headers: headers) { writer in
            writer.member("status", isReady ? "ready" : "not ready")
            writer.member("checks") { writer in
                for check in checks { writer.member(check.name) { $0.write(check.outcome) } }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ outcome: ReadinessProbe.Outcome) {
        switch outcome {
        case .ready: member("status", "ok")
        case .notReady(let reason):
            member("status", "failed")
            member("reason", reason)
        }
    }
}
