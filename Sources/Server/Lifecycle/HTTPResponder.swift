// SPDX-License-Identifier: Apache-2.0

import Codes
import HTTPAPI
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Redirect

/// Answers the requests of all listeners by one router.
enum HTTPResponder {
    /// Makes the responder of a router.
    static func make(_ router: RouterResponder<APIContext>, logger: Logger) -> HTTPChannelHandler.Responder {
        { request, writer, channel in
            let context = APIContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
            var response = try await router.respond(to: request, context: context)
            response.headers[.date] = DateLine.text(of: .now)
            // A stream of HTTP/2 has no connection of its own to speak of (RFC 9113 section 8.2.2). Only a stream lies
            // within something that was accepted by something else.
            if channel.parent?.parent != nil { response.headers[.connection] = nil }
            let head = HTTPResponse(status: response.status, headerFields: response.headers)
            try await writer.write(response: head, body: response.body)
        }
    }
}
