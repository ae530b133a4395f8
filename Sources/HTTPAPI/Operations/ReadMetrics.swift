// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore
import Telemetry

/// `GET /metrics`: what the server does and how it is, for Prometheus and its like.
struct ReadMetrics: Endpoint {
    let metrics: @Sendable () async -> MetricsText

    func answer(_ call: Call) async throws -> Response {
        let headers: HTTPFields = [.contentType: MetricsText.contentType, .cacheControl: "no-store"]
        let body = ResponseBody(byteBuffer: ByteBuffer(string: await metrics().text))
        return Response(status: .ok, headers: headers, body: body)
    }
}
