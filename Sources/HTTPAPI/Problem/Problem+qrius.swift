// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes
import Hummingbird

extension Problem {
    /// The answer in the words of the Qrius API: `{statusCode, error, message[, retryAfter]}`.
    var qriusResponse: Response {
        var headers = headers
        headers[.contentType] = "application/json"
        headers[.cacheControl] = "no-store"
        // Its published client repeats every 429 for ever, and waiting makes no room for more codes.
        let status = code == .planLimitReached ? .forbidden : code.status
        return .json(status: status, headers: headers) { writer in
            writer.member("statusCode", status.code)
            writer.member("error", status.reasonPhrase)
            writer.member("message", qriusMessage)
            if let seconds = headers[.retryAfter].flatMap({ Int($0) }) { writer.member("retryAfter", seconds) }
        }
    }

    /// The faults, as that API has no list of them.
    private var qriusMessage: String {
        if code == .rateLimited { return Self.rateLimitExceeded }
        guard faults.count > 1 else { return detail }
        let named = faults.prefix(5).map(\.detail).joined(separator: "; ")
        return faults.count > 5 ? "\(named); and \(faults.count - 5) more" : named
    }
}
