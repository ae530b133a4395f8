// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore

/// Ends connections whose request body was not read to its end.
///
/// The server reads and drops the rest of every body before it takes the next request of a connection, however long that
/// is. A short rest is cheap. For a long one the answer says `Connection: close`, the caller gets a moment to read it
/// (closing at once would make the kernel throw away what is on its way), and then the connection is cut.
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
        let channel = context.channel
        channel.eventLoop.scheduleTask(in: TimeAmount(lingering)) { channel.close(promise: nil) }
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
