// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore

/// Ends connections whose request body was not read to its end.
///
/// The server reads and drops the rest of every body before it takes the next request of a connection, however long that
/// is. A short rest is cheap. After a long one the answer says `Connection: close`, and no further request of the
/// connection is looked at (RFC 9112 section 9.6).
struct UnreadBodies: RouterMiddleware {
    typealias Context = APIContext

    /// Bodies up to this many bytes are cheaper to drop than a connection.
    private static let droppedBytes = 64 * 1024

    let lingering: Duration

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response,
    ) async throws -> Response {
        var response = try await next(request, context)
        guard Self.mustClose(request, after: context.body.stage) else { return response }
        response.headers[.connection] = "close"
        let (body, ending) = (response.body, LingeringClose(channel: context.channel, time: lingering))
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            ending.begin()
            try await body.write(writer)
            try await ending.end()
        }
        return response
    }

    private static func mustClose(_ request: Request, after stage: BodyProgress.Stage) -> Bool {
        switch stage {
        case .finished: false
        case .begun: true
        case .untouched:
            if let length = request.headers[.contentLength] {
                Int(length).map { $0 > droppedBytes } ?? true
            } else {
                request.headers[.transferEncoding] != nil
            }
        }
    }
}
