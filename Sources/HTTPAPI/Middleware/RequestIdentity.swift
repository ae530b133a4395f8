// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Logging

/// Gives each request its id, and the log one line about its answer.
///
/// The outermost middleware: whatever happens further in, the answer carries the id and is logged.
struct RequestIdentity: RouterMiddleware {
    typealias Context = APIContext

    let makeID: @Sendable () -> String
    let counts: HTTPCounts

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response,
    ) async throws -> Response {
        var context = context
        let sent = request.headers[.requestID]
        context.requestID = sent.flatMap { RequestID.isSane($0) ? $0 : nil } ?? makeID()
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request_id"] = .string(context.requestID)
        let start = ContinuousClock.now
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        counts.count(response.status)
        log(request, response, context, took: .now - start)
        return response
    }

    private func log(_ request: Request, _ response: Response, _ context: APIContext, took time: Duration) {
        // The path without its query: queries carry payloads, which may be anything.
        context.logger.info(
            "answered",
            metadata: [
                "method": .string(request.method.rawValue),
                "path": .string(request.uri.path),
                "status": .stringConvertible(response.status.code),
                "duration_us": .stringConvertible(time / .microseconds(1)),
            ],
        )
    }
}
