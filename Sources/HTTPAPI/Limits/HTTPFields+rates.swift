// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPTypes

extension HTTPFields {
    /// Tells how limits stand: in the fields of the IETF's draft on rate limits (draft-ietf-httpapi-ratelimit-headers-11)
    /// all of them, in the older `X-RateLimit-` fields the first.
    mutating func tell(_ readings: [RateReading]) {
        guard let first = readings.first else { return }
        self[.rateLimitPolicy] = readings.map { "\"\($0.policy.rawValue)\";q=\($0.limit);w=60" }.joined(separator: ", ")
        self[.rateLimit] = readings.map { "\"\($0.policy.rawValue)\";r=\($0.remaining);t=\($0.resetSeconds)" }
            .joined(separator: ", ")
        self[.xRateLimitLimit] = String(first.limit)
        self[.xRateLimitRemaining] = String(first.remaining)
        self[.xRateLimitReset] = String(first.resetSeconds)
    }
}
